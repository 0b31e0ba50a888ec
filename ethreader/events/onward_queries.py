"""Reads about where to go from an article: what is related to it, and its neighbours in time.

Three statements, however many events there are.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, Select, func, literal, or_, select, tuple_, union_all

from ethreader.base.content_state import ContentState
from ethreader.base.rows import rows_of
from ethreader.events.models import Appearance, Event, Involvement
from ethreader.events.queries import IS_PAGE
from ethreader.speakers.models import Speaker

MOST = 4
NOBODY = 0  # The key of no event.
# What relates two events, by how much.
SAME_PARENT, SAME_SPEAKER, SAME_ORGANISATION, SAME_YEAR = 8, 4, 2, 1


class Onward(NamedTuple):
    """An event with a page of its own."""

    id: int
    slug: str
    name: str
    headline: str
    language: str
    first_day: date


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Where to go from an article."""

    related: list[Onward]
    earlier: Onward | None
    later: Onward | None


_ONWARD: Any = select(*(getattr(Event, name) for name in Onward._fields))


def ways_from(event: Event) -> Ways:
    """Return what is related to an event, and what takes place before it and after it."""
    place, given = tuple_(Event.begins, Event.id), tuple_(literal(event.begins), literal(event.id))
    earlier = _page(place < given).order_by(Event.begins.desc(), Event.id.desc())
    later = _page(place > given).order_by(Event.begins, Event.id)
    return Ways(
        related=_rows(_related_to(event)),
        earlier=next(iter(_rows(earlier.limit(1))), None),
        later=next(iter(_rows(later.limit(1))), None),
    )


def _related_to(event: Event) -> Select[Any]:
    """Return the query for what has most in common; what the article names anyway is left out."""
    shared = _shared_with(event)
    common = (
        select(shared.c.id, func.sum(shared.c.weight).label("weight")).group_by(shared.c.id).cte()
    )
    is_named = or_(Event.id.in_((event.id, event.parent_id or event.id)), _is_below(event))
    return (
        _page(~is_named)
        .join(common, common.c.id == Event.id)
        .order_by(common.c.weight.desc(), Event.begins.desc(), Event.id.desc())
        .limit(MOST)
    )


def _shared_with(event: Event) -> CTE:
    year = event.first_day.year
    within = Event.first_day.between(date(year, 1, 1), date(year, 12, 31))
    speaking = (
        select(Appearance.speaker_id)
        .join(Appearance.speaker)
        .where(Appearance.event_id == event.id, Speaker.state == ContentState.PUBLISHED)
    )
    behind = select(Involvement.organisation_id).where(Involvement.event_id == event.id)
    return union_all(
        _weighing(Event.id, SAME_PARENT).where(Event.parent_id == (event.parent_id or NOBODY)),
        _weighing(Appearance.event_id, SAME_SPEAKER).where(Appearance.speaker_id.in_(speaking)),
        _weighing(Involvement.event_id, SAME_ORGANISATION).where(
            Involvement.organisation_id.in_(behind)
        ),
        _weighing(Event.id, SAME_YEAR).where(within),
    ).cte()


def _weighing(key: Any, weight: int) -> Select[Any]:
    return select(key.label("id"), literal(weight).label("weight"))


def _is_below(event: Event) -> ColumnElement[bool]:
    return func.coalesce(Event.parent_id, NOBODY) == event.id


def _page(condition: ColumnElement[bool]) -> Select[Any]:
    query: Select[Any] = _ONWARD.where(IS_PAGE, condition)
    return query


def _rows(query: Select[Any]) -> list[Onward]:
    return list(map(Onward._make, rows_of(query, {})))
