"""Reads about where to go from an article: what is related to it, and its neighbours in time.

One statement, which looks at as many events whether there are ten or ten thousand: of each kind of
what they may have in common the latest, and of those it says exactly what they have.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
    union,
    union_all,
)

from ethreader.base.content_state import ContentState
from ethreader.base.db import UtcDateTime
from ethreader.base.rows import rows_of
from ethreader.events.models import Appearance, Event, Involvement
from ethreader.events.queries import IS_PAGE
from ethreader.speakers.models import Speaker

MOST = 4
LOOKED_AT = 24
"""how many events of a kind are looked at, the latest first: whom and what they share with this
one may be all events of a site"""

NOBODY = 0  # The key of no event.
# What relates two events, by how much.
SAME_PARENT, SAME_SPEAKER, SAME_ORGANISATION, SAME_YEAR = 8, 4, 2, 1
# What a row is, in the place of its weight.
EARLIER, LATER = -1, -2


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


def ways_from(event: Event) -> Ways:
    """Return what is related to an event, and what takes place before it and after it."""
    year = event.first_day.year
    given = {
        "id": event.id,
        "parent_id": event.parent_id or NOBODY,
        "begins": event.begins,
        "first": date(year, 1, 1),
        "last": date(year, 12, 31),
    }
    found: list[Any] = sorted(rows_of(_WAYS, given), key=lambda row: row[:3], reverse=True)
    told = [(weight, Onward(key, *rest)) for weight, _, key, *rest in found]
    ends = dict(told)
    return Ways(
        related=[each for weight, each in told if weight > 0],
        earlier=ends.get(EARLIER),
        later=ends.get(LATER),
    )


_ID: Any = bindparam("id")
_PARENT: Any = bindparam("parent_id")
_WITHIN = Event.first_day.between(bindparam("first"), bindparam("last"))
_IS_BESIDE = Event.parent_id == _PARENT
# The article names these anyway.
_IS_NAMED = or_(Event.id.in_((_ID, _PARENT)), func.coalesce(Event.parent_id, NOBODY) == _ID)
_SPEAKING = (
    select(Appearance.speaker_id)
    .join(Appearance.speaker)
    .where(Appearance.event_id == _ID, Speaker.state == ContentState.PUBLISHED)
)
_BEHIND = select(Involvement.organisation_id).where(Involvement.event_id == _ID)


def _latest(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the keys of some of the latest events that may be related."""
    found = select(Event.id).where(IS_PAGE, ~_IS_NAMED, *conditions)
    return _some(found.order_by(Event.first_day.desc()).limit(LOOKED_AT))


def _of(model: type[Appearance | Involvement], condition: ColumnElement[bool]) -> Select[Any]:
    """Return the keys of some events, those that were entered last."""
    found = select(model.event_id.label("id")).where(condition)
    return _some(found.order_by(model.event_id.desc()).limit(LOOKED_AT))


def _some(limited: Select[Any]) -> Select[Any]:
    return select(limited.subquery().c.id)


def _shared(model: type[Appearance | Involvement], is_ours: ColumnElement[bool]) -> Any:
    """Return how much of a kind an event has in common with ours."""
    count: ScalarSelect[int] = (
        select(func.count())
        .select_from(model)
        .where(model.event_id == Event.id, is_ours)
        .correlate(Event)
        .scalar_subquery()
    )
    return count


_BY_OURS = Appearance.speaker_id.in_(_SPEAKING)
_BEHIND_OURS = Involvement.organisation_id.in_(_BEHIND)
_LOOKED_AT = union(
    _latest(_IS_BESIDE),
    _latest(_IS_BESIDE, _WITHIN),
    _latest(_WITHIN),
    _of(Appearance, _BY_OURS),
    _of(Involvement, _BEHIND_OURS),
).subquery()
_WEIGHT = (
    case((_IS_BESIDE, SAME_PARENT), else_=0)
    + _shared(Appearance, _BY_OURS) * SAME_SPEAKER
    + _shared(Involvement, _BEHIND_OURS) * SAME_ORGANISATION
    + case((_WITHIN, SAME_YEAR), else_=0)
).label("weight")
_PLACE = tuple_(Event.begins, Event.id)
_GIVEN = tuple_(bindparam("begins", type_=UtcDateTime()), _ID)


def _rows(weight: ColumnElement[int], *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return a query for pages, with what they are sorted by before all that is said of them."""
    said = (getattr(Event, name) for name in Onward._fields if name != "id")
    return select(weight, Event.begins, Event.id, *said).where(IS_PAGE, *conditions)


def _limited(query: Select[Any]) -> Select[Any]:
    """Return what is sorted and cut by itself; SQLite takes no such part of a whole as it is."""
    return select(query.subquery())


_WAYS = union_all(
    _limited(
        _rows(_WEIGHT, ~_IS_NAMED, Event.id.in_(select(_LOOKED_AT.c.id)))
        .order_by(_WEIGHT.desc(), Event.begins.desc(), Event.id.desc())
        .limit(MOST)
    ),
    _limited(
        _rows(literal(EARLIER).label("weight"), _PLACE < _GIVEN)
        .order_by(Event.begins.desc(), Event.id.desc())
        .limit(1)
    ),
    _limited(
        _rows(literal(LATER).label("weight"), _PLACE > _GIVEN)
        .order_by(Event.begins, Event.id)
        .limit(1)
    ),
)
