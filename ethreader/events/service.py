"""Rules that write events and organisations."""

from collections.abc import Iterator
from itertools import starmap
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import defer

from ethreader.base.clock import Clock
from ethreader.base.db import db
from ethreader.base.field_problems import FieldProblem, UnknownReferences
from ethreader.events.changes import note_change
from ethreader.events.dates import Span
from ethreader.events.models import Appearance, Event, Involvement, Organisation
from ethreader.events.queries import event_by_slug, organisation_by_slug
from ethreader.i18n.texts import gettext
from ethreader.pictures.service import set_picture
from ethreader.speakers.queries import speaker_by_slug
from ethreader.translations.script_service import make_other_script
from ethreader.translations.text_service import has_text_in

if TYPE_CHECKING:  # Only editors bring them, with pydantic; the rest is for every start.
    from ethreader.events.fields import (
        AppearanceFields,
        EventFields,
        InvolvementFields,
        OrganisationFields,
    )


def save_organisation(fields: "OrganisationFields") -> Organisation:
    """Store an organisation, in place of the one with the same slug if there is one."""
    organisation = organisation_by_slug(fields.slug) or Organisation()
    fields.write_to(organisation)
    db.session.add(organisation)
    db.session.flush()
    return organisation


def save_event(fields: "EventFields", *, default_zone: ZoneInfo) -> Event:
    """Store an event, in place of the one with the same slug if there is one.

    A day without a time zone is one of `default_zone`. Raises `UnknownReferences` when a parent,
    organisation or speaker is not there.
    """
    if problems := list(unknown_references(fields)):
        raise UnknownReferences(problems)
    event = event_by_slug(fields.slug) or Event()
    before = fields.of(event) if event.id else None
    with db.session.no_autoflush:
        _write(event, fields, default_zone)
        event.parent = event_by_slug(fields.part_of) if fields.part_of else None
        involvements = list(starmap(_involvement, enumerate(fields.organisations)))
        appearances = list(starmap(_appearance, enumerate(fields.speakers)))
    db.session.add(event)
    _replace(event, involvements=involvements, appearances=appearances)
    note_change(event, before=before, now=Clock().now())
    db.session.flush()
    make_other_script(event)
    return event


def _replace(
    event: Event, *, involvements: list[Involvement], appearances: list[Appearance]
) -> None:
    """Let the old rows leave before the new ones come, or their unique keys would collide."""
    event.involvements.clear()
    event.appearances.clear()
    db.session.flush()
    event.involvements.extend(involvements)
    event.appearances.extend(appearances)


def _write(event: Event, fields: "EventFields", default_zone: ZoneInfo) -> None:
    fields.write_to(event)
    event.place = fields.place.to_store()
    event.body_html = fields.body_html
    set_picture(event, fields.picture)
    set_span(event, fields.span(default_zone))


def renew_moments() -> int:
    """Compute anew when events begin and end, and tell for how many that is another moment.

    What is promised are the hours on the wall. Which moment that is depends on the rules of the
    time zone, and they change after an event was stored.
    """
    without_texts = select(Event).options(defer(Event.body), defer(Event.body_html))
    changed = 0
    for event in db.session.scalars(without_texts):
        span = event.span
        is_known = span.zone.key == event.time_zone  # Else it is better to keep what was known.
        if is_known and (span.begins, span.ends) != (event.begins, event.ends):
            set_span(event, span)
            changed += 1
    db.session.flush()
    return changed


def set_span(event: Event, span: Span) -> None:
    """Let an event take place then."""
    event.first_day = span.first_day
    event.last_day = span.last_day
    event.starts_at = span.starts_at
    event.ends_at = span.ends_at
    event.time_zone = span.zone.key
    event.begins = span.begins
    event.ends = span.ends


def unknown_references(fields: "EventFields") -> Iterator[FieldProblem]:
    """Yield what is wrong with the other things that an event names."""
    yield from _own_translation(fields)
    if fields.part_of is not None and (reason := _wrong_parent(fields)):
        yield FieldProblem(field="part_of", reason=reason)
    for number, involved in enumerate(fields.organisations, start=1):
        if organisation_by_slug(involved.organisation) is None:
            slug = involved.organisation
            reason = gettext("there is no organisation “%(slug)s”", slug=slug)
            yield FieldProblem(field=f"organisations.{number}.organisation", reason=reason)
    for number, appearing in enumerate(fields.speakers, start=1):
        if speaker_by_slug(appearing.speaker) is None:
            slug = appearing.speaker
            reason = gettext("there is no speaker “%(slug)s”", slug=slug)
            yield FieldProblem(field=f"speakers.{number}.speaker", reason=reason)


def _own_translation(fields: "EventFields") -> Iterator[FieldProblem]:
    if has_text_in(event_by_slug(fields.slug), fields.language):
        reason = gettext("the event has a translation into this language; delete that one first")
        yield FieldProblem(field="language", reason=reason)


def _wrong_parent(fields: "EventFields") -> str | None:
    ancestor = event_by_slug(fields.part_of) if fields.part_of else None
    if ancestor is None and fields.part_of != fields.slug:
        return gettext("there is no event “%(slug)s”", slug=fields.part_of)
    while ancestor is not None and ancestor.slug != fields.slug:
        ancestor = ancestor.parent
    is_circle = ancestor is not None or fields.part_of == fields.slug
    return gettext("an event cannot be part of itself") if is_circle else None


def _involvement(index: int, fields: "InvolvementFields") -> Involvement:
    organisation = organisation_by_slug(fields.organisation)
    involvement = Involvement(organisation=organisation, position=index)
    fields.write_to(involvement)
    return involvement


def _appearance(index: int, fields: "AppearanceFields") -> Appearance:
    speaker = speaker_by_slug(fields.speaker)
    appearance = Appearance(speaker=speaker, position=index)
    fields.write_to(appearance)
    return appearance
