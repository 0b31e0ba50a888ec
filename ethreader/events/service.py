"""Rules that write events and organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ethreader.base.db import db
from ethreader.base.markup import article_html
from ethreader.events.dates import Span
from ethreader.events.models import (
    Appearance,
    Attendance,
    CommentPolicy,
    Event,
    Involvement,
    Organisation,
    Role,
    Status,
)
from ethreader.events.queries import event_by_slug, organisation_by_slug
from ethreader.speakers.queries import speaker_by_slug


class UnknownReference(Exception):
    """Facts that name something which is not there: the field, and the sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        self.sentence = sentence
        super().__init__(f"{field}: {sentence}")


@dataclass(frozen=True, kw_only=True)
class OrganisationFacts:
    """All that is known of an organisation."""

    slug: str
    name: str
    description: str
    url: str


@dataclass(frozen=True, kw_only=True)
class InvolvementFacts:
    """Which organisation, in which role."""

    organisation: str
    role: Role
    note: str


@dataclass(frozen=True, kw_only=True)
class AppearanceFacts:
    """Which speaker, in which part."""

    speaker: str
    role: str
    affiliation: str
    topic: str


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    """All that is known of an event; what is left out is unknown, not unchanged."""

    slug: str
    name: str
    headline: str
    summary: str
    language: str
    published_on: date | None
    body: str
    span: Span
    status: Status
    status_note: str
    previously: Sequence[str]
    attendance: Attendance
    place_name: str
    place_address: str
    place_locality: str
    place_country: str
    online_url: str
    comments: CommentPolicy
    comments_close_after: int | None
    part_of: str | None
    organisations: Sequence[InvolvementFacts]
    speakers: Sequence[AppearanceFacts]


def save_organisation(facts: OrganisationFacts) -> Organisation:
    """Store an organisation, in place of the one with the same slug if there is one."""
    organisation = organisation_by_slug(facts.slug) or Organisation(slug=facts.slug)
    organisation.name = facts.name
    organisation.description = facts.description
    organisation.url = facts.url
    db.session.add(organisation)
    db.session.flush()
    return organisation


def save_event(facts: EventFacts) -> Event:
    """Store an event, in place of the one with the same slug if there is one.

    Raises `UnknownReference` when a parent, organisation or speaker is not there.
    """
    event = event_by_slug(facts.slug) or Event(slug=facts.slug)
    event.name = facts.name
    event.headline = facts.headline
    event.summary = facts.summary
    event.language = facts.language
    event.published_on = facts.published_on
    event.body = facts.body
    event.body_html = article_html(facts.body)
    event.status = facts.status
    event.status_note = facts.status_note
    event.attendance = facts.attendance
    event.place_name = facts.place_name
    event.place_address = facts.place_address
    event.place_locality = facts.place_locality
    event.place_country = facts.place_country
    event.online_url = facts.online_url
    event.comments = facts.comments
    event.comments_close_after = facts.comments_close_after
    event.previously = list(facts.previously)
    _set_span(event, facts.span)
    with db.session.no_autoflush:
        event.parent = _parent(facts)
        involvements = [
            _involvement(each, position) for position, each in enumerate(facts.organisations)
        ]
        appearances = [_appearance(each, position) for position, each in enumerate(facts.speakers)]
    # The old rows leave before the new ones come, or their unique keys would collide.
    event.involvements.clear()
    event.appearances.clear()
    db.session.add(event)
    db.session.flush()
    event.involvements.extend(involvements)
    event.appearances.extend(appearances)
    db.session.flush()
    return event


def _set_span(event: Event, span: Span) -> None:
    event.first_day = span.first_day
    event.last_day = span.last_day
    event.starts_at = span.starts_at
    event.ends_at = span.ends_at
    event.time_zone = span.zone.key
    event.begins = span.begins
    event.ends = span.ends


def _parent(facts: EventFacts) -> Event | None:
    if facts.part_of is None:
        return None
    if facts.part_of == facts.slug:
        raise UnknownReference("part_of", "an event cannot be part of itself")
    parent = event_by_slug(facts.part_of)
    if parent is None:
        raise UnknownReference("part_of", f"there is no event “{facts.part_of}”")
    ancestor: Event | None = parent
    while ancestor is not None:
        if ancestor.slug == facts.slug:
            raise UnknownReference("part_of", "an event cannot be part of itself")
        ancestor = ancestor.parent
    return parent


def _involvement(facts: InvolvementFacts, position: int) -> Involvement:
    organisation = organisation_by_slug(facts.organisation)
    if organisation is None:
        raise UnknownReference(
            f"organisations.{position + 1}.organisation",
            f"there is no organisation “{facts.organisation}”",
        )
    return Involvement(
        organisation=organisation, role=facts.role, note=facts.note, position=position
    )


def _appearance(facts: AppearanceFacts, position: int) -> Appearance:
    speaker = speaker_by_slug(facts.speaker)
    if speaker is None:
        raise UnknownReference(
            f"speakers.{position + 1}.speaker", f"there is no speaker “{facts.speaker}”"
        )
    return Appearance(
        speaker=speaker,
        role=facts.role,
        affiliation=facts.affiliation,
        topic=facts.topic,
        position=position,
    )
