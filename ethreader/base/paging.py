"""Pages of a long list, by the rows between which they lie and never by their numbers.

Rows that are decided meanwhile leave their list, and numbered pages would slip over others then. A
row's key (its number, or that of what brought it there) grows with time, whichever way a list is
read: what is before it is older.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Select, literal
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.interfaces import ORMOption

from ethreader.base.db import db

Row = TypeVar("Row")
Key = ColumnElement[int] | InstrumentedAttribute[int]
PAGE_LENGTH = 50
LAST_KEY = 10**18 - 1  # Of 18 digits, as URLs can have them.


class Order(Enum):
    """With what a list begins."""

    OLDEST_FIRST = "oldest"
    NEWEST_FIRST = "newest"


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where a page lies: before a key or after one; else it is the list's beginning."""

    before: int | None = None
    after: int | None = None


BEGINNING = Position()


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """Some rows of a list, and the keys at which it goes on to either side; none at its ends."""

    rows: Sequence[Row]
    older: int | None
    newer: int | None

    @property
    def is_empty(self) -> bool:
        """Whether the list has no rows, on this page or another."""
        return self.is_all and not self.rows

    @property
    def is_all(self) -> bool:
        """Whether the list has no other page."""
        return self.older is None and self.newer is None


def read_page(
    query: Select[Row],
    key: Key,
    *,
    order: Order,
    at: Position = BEGINNING,
    options: Sequence[ORMOption] = (),
) -> Page[Row]:
    """Return a page of what a query finds; `options` say what to load with its rows."""
    is_towards_older = _is_towards_older(at, order)
    sorted_by = key.desc() if is_towards_older else key.asc()
    beyond = _beyond(query, key, at).add_columns(key).order_by(sorted_by).options(*options)
    found = list(db.session.execute(beyond.limit(PAGE_LENGTH + 1)))
    shown = found[:PAGE_LENGTH]
    if is_towards_older is not (order is Order.NEWEST_FIRST):
        shown.reverse()
    goes_on, comes_from = len(found) > PAGE_LENGTH, _is_any_behind(query, key, at)
    has_older, has_newer = (goes_on, comes_from) if is_towards_older else (comes_from, goes_on)
    oldest, newest = _ends([row[1] for row in shown], at)
    return Page(
        rows=[row[0] for row in shown],
        older=oldest if has_older else None,
        newer=newest if has_newer else None,
    )


def page_of(keys: Sequence[int], *, order: Order, at: Position = BEGINNING) -> Page[int]:
    """Return a page of a list whose keys are known, the least first; its rows are keys."""
    low = bisect_right(keys, at.after) if at.after is not None else 0
    high = bisect_left(keys, at.before) if at.before is not None else len(keys)
    if _is_towards_older(at, order):
        low = max(low, high - PAGE_LENGTH)
    else:
        high = min(high, low + PAGE_LENGTH)
    shown = list(keys[low:high])
    oldest, newest = _ends(shown, at)
    if order is Order.NEWEST_FIRST:
        shown.reverse()
    return Page(
        rows=shown,
        older=oldest if low > 0 else None,
        newer=newest if high < len(keys) else None,
    )


def _is_towards_older(at: Position, order: Order) -> bool:
    """Tell on which side of the place that it is asked for by a page lies."""
    return at.before is not None or (at.after is None and order is Order.NEWEST_FIRST)


def _ends(keys: list[int], at: Position) -> tuple[int, int]:
    """Return before and after which keys the list goes on from a page.

    A page that became empty lies between the row that it was asked for by and nothing.
    """
    if keys:
        return min(keys), max(keys)
    return min((at.after or 0) + 1, LAST_KEY), max((at.before or 0) - 1, 0)


def _beyond(query: Select[Row], key: Key, at: Position) -> Select[Any]:
    if at.before is not None:
        return query.where(key < _bound(at.before))
    return query.where(key > _bound(at.after)) if at.after is not None else query


def _is_any_behind(query: Select[Row], key: Key, at: Position) -> bool:
    """Tell whether the list has rows on the side from which a page is reached."""
    if at.before is not None:
        behind = key >= _bound(at.before)
    elif at.after is not None:
        behind = key <= _bound(at.after)
    else:
        return False
    row = db.session.execute(query.with_only_columns(key).where(behind).limit(1)).first()
    return row is not None


def _bound(number: int) -> ColumnElement[int]:
    """Return a number to compare keys with: from a URL, perhaps greater than any key can be."""
    return literal(number, BigInteger)
