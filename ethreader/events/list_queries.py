"""Reads about the list of all events, page by page: whole years, as far as they fit.

Each page is asked for by where it begins, and never by its number: what is announced later makes
the first page another one, and leaves those of years past as they were.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, literal, select, tuple_

from ethreader.base import paging
from ethreader.base.db import UtcDateTime, db
from ethreader.base.reading_pages import BEGINNING, ReadingPage
from ethreader.events.list_cursors import Start
from ethreader.events.models import Event
from ethreader.events.queries import IS_PAGE, LISTED

_place: Any = tuple_(Event.first_day, Event.begins, Event.id)
_LATEST_FIRST = (Event.first_day.desc(), Event.begins.desc(), Event.id.desc())
_LATEST_LAST = (Event.first_day, Event.begins, Event.id)


def list_page(start: Start | None) -> ReadingPage[Event] | None:
    """Return a page of all events with a page of their own, the latest first.

    Where its start has gone meanwhile, the page begins elsewhere, as it says; there is none where
    the list has nothing so early.
    """
    query = LISTED if start is None else LISTED.where(_from(start))
    found = db.session.scalars(query.order_by(*_LATEST_FIRST).limit(paging.PAGE_LENGTH + 1)).all()
    if not found:
        return None if start else ReadingPage(start="", rows=(), previous=None, following=None)
    count = _count_on_page([each.first_day.year for each in found])
    return ReadingPage(
        start=BEGINNING if start is None else str(_start_at(start, found[0])),
        rows=found[:count],
        previous=None if start is None else _before(found[0]),
        following=_start_of(found, count),
    )


def _from(start: Start) -> ColumnElement[bool]:
    """Return the condition for what stands on a page or after it."""
    event = db.session.get(Event, start.event_id) if start.event_id else None
    if event and event.has_page and event.is_published and event.first_day.year == start.year:
        condition: ColumnElement[bool] = _place <= _place_of(event)
        return condition
    return Event.first_day <= date(start.year, 12, 31)


def _start_at(asked: Start, first: Event) -> Start:
    """Return where a page begins in truth, by its first event."""
    is_as_asked = asked.event_id in {None, first.id} and asked.year == first.first_day.year
    return asked if is_as_asked else Start(first.first_day.year)


def _before(first: Event) -> str | None:
    """Return where the page before an event begins, so that none between them is left out."""
    query = select(Event.id, Event.first_day).where(IS_PAGE, _place > _place_of(first))
    found = db.session.execute(query.order_by(*_LATEST_LAST).limit(paging.PAGE_LENGTH + 1)).all()
    years = [each.first_day.year for each in found]
    # Where a page begins amidst a year, the one before it has no other: it would end with that one.
    count = min(years.count(first.first_day.year), paging.PAGE_LENGTH) or _count_on_page(years)
    if count == len(found):
        return BEGINNING if found else None
    return _start_of(found[count - 1 : count + 1][::-1], 1)


def _count_on_page(years: Sequence[int]) -> int:
    """Return how many events stand on a page, of so many and one more.

    It ends with a year, unless half of it were empty.
    """
    most = paging.PAGE_LENGTH
    if len(years) <= most:
        return len(years)
    ends = (count for count in range(most, most // 2, -1) if years[count] != years[count - 1])
    return next(ends, most)


def _start_of(found: Sequence[Any], number: int) -> str | None:
    """Return where a page begins that begins with the event of a number."""
    if number >= len(found):
        return None
    first, above = found[number], found[number - 1]
    is_new_year = first.first_day.year != above.first_day.year
    return str(Start(first.first_day.year, None if is_new_year else first.id))


def _place_of(event: Event) -> Any:
    given = (literal(event.first_day), literal(event.begins, UtcDateTime()), literal(event.id))
    return tuple_(*given)
