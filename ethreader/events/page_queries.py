"""Reads about whom and what an article names: plain rows, in three statements."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from ethreader.base.content_state import ContentState
from ethreader.base.rows import rows_of
from ethreader.events.choices import Attendance, Role, Status
from ethreader.events.dates import Span, zone_named
from ethreader.events.models import Appearance, Event, Involvement, Organisation
from ethreader.events.places import Place
from ethreader.events.queries import IS_PUBLISHED
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import speakers_with_portraits


class Speaking(NamedTuple):
    """Who speaks at an event, and in which role."""

    event_id: int
    slug: str
    name: str
    language: str
    role: str
    affiliation: str
    topic: str
    picture: None = None  # Who has one stands among the portraits.


class Behind(NamedTuple):
    """An organisation that stands behind an event, or behind the one that it is part of."""

    event_id: int
    role: Role
    note: str
    name: str
    url: str
    description: str


class SideEvent(NamedTuple):
    """An event with a page of its own that is part of another one."""

    id: int
    slug: str
    name: str
    headline: str
    language: str
    first_day: date
    last_day: date
    starts_at: time | None
    ends_at: time | None
    time_zone: str
    status: Status
    previously: list[str]
    attendance: Attendance
    online_url: str
    place_name: str
    place_address: str
    place_locality: str
    place_country: str

    @property
    def span(self) -> Span:
        """When it takes place."""
        return Span(
            first_day=self.first_day,
            last_day=self.last_day,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            zone=zone_named(self.time_zone),
        )

    @property
    def place(self) -> Place:
        """Where it takes place."""
        return Place(self.place_name, self.place_address, self.place_locality, self.place_country)


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Whom and what an article names."""

    speaking: list[Speaking]
    behind: list[Behind]
    hosts_of_parent: list[Behind]
    side_events: list[SideEvent]
    portraits: dict[str, Speaker] = field(default_factory=dict)  # By slug, of those who have one.


SPEAKING = (
    select(
        Appearance.event_id,
        *(Speaker.slug, Speaker.name, Speaker.language),
        *(Appearance.role, Appearance.affiliation, Appearance.topic),
    )
    .join(Appearance.speaker)
    .where(
        Appearance.event_id.in_(bindparam("ids", expanding=True)),
        Speaker.state == ContentState.PUBLISHED,
    )
    .order_by(Appearance.position)
)
BEHIND = (
    select(
        *(Involvement.event_id, Involvement.role, Involvement.note),
        *(Organisation.name, Organisation.url, Organisation.description),
    )
    .join(Involvement.organisation)
    .where(Involvement.event_id.in_(bindparam("ids", expanding=True)))
    .order_by(Involvement.position)
)
SIDE_EVENTS = (
    select(*(getattr(Event, name) for name in SideEvent._fields))
    .where(Event.parent_id == bindparam("event_id"), Event.body != "", IS_PUBLISHED)
    .order_by(Event.begins, Event.id)
)


def surroundings_of(event: Event) -> Surroundings:
    """Return whom and what an event's article names."""
    parent = event.shown_parent
    behind = behind_events([event.id] if parent is None else [event.id, parent.id])
    by_role = list(Role)
    speaking = speaking_at([event.id])
    return Surroundings(
        speaking=speaking,
        portraits=speakers_with_portraits(each.slug for each in speaking),
        behind=sorted(
            (each for each in behind if each.event_id == event.id),
            key=lambda each: by_role.index(each.role),
        ),
        hosts_of_parent=[
            each for each in behind if each.event_id != event.id and each.role is Role.HOST
        ],
        side_events=list(map(SideEvent._make, rows_of(SIDE_EVENTS, {"event_id": event.id}))),
    )


def speaking_at(ids: Collection[int]) -> list[Speaking]:
    """Return who speaks at some events, each event's in their order."""
    found: Iterable[Any] = rows_of(SPEAKING, {"ids": list(ids)})
    return [Speaking(*row) for row in found]


def behind_events(ids: Collection[int]) -> list[Behind]:
    """Return who stands behind some events, each event's in their order."""
    found: Iterable[Any] = rows_of(BEHIND, {"ids": list(ids)})
    return list(map(Behind._make, found))
