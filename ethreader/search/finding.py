"""Reads for those who look for words. What readers do not see is not there for any of them.

The index holds what readers see alone, and each thing that it finds is looked at once more, in its
own table, by the readers' own condition.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, extract, func, select

from ethreader.base.db import db
from ethreader.base.typed_words import Wanted
from ethreader.events.models import Event
from ethreader.events.queries import IS_PAGE
from ethreader.search.documents import Document
from ethreader.search.findable import FINDABLE, Findable, Kind
from ethreader.search.matching import Reach, match_of, with_standing_forms
from ethreader.search.models import range_of

PAGE_LENGTH = 20
FEW = 5  # Of each kind, where all kinds are shown.
MOST = 1_000
"""results of a kind that are counted and shown: nobody reads more, and the end is known"""


@dataclass(frozen=True, kw_only=True)
class Within:
    """Of what: of the events of a year, or of all; and in which languages it is best read."""

    year: int | None = None
    tags: Collection[str] = ()
    """as rows have them; what is in others is found as well, further below"""


EVERYTHING = Within()


@dataclass(frozen=True, kw_only=True)
class Found:
    """Some results of a kind, and how many there are: `MOST + 1` are more than that."""

    kind: Kind
    count: int
    documents: Sequence[Document]

    @property
    def is_more_than_counted(self) -> bool:
        """Whether there are more than anybody is shown."""
        return self.count > MOST


def found_of_all(wanted: Wanted, within: Within = EVERYTHING) -> list[Found]:
    """Return the first results of each kind that has any."""
    wanted = with_standing_forms(wanted)
    found = (_found(each, wanted, within, limit=FEW) for each in _of_year(within.year))
    return [each for each in found if each.count]


def found_of(kind: Kind, wanted: Wanted, within: Within, *, page: int) -> Found:
    """Return a page of the results of a kind."""
    [findable] = (each for each in FINDABLE if each.kind is kind)
    if findable not in _of_year(within.year):
        return Found(kind=kind, count=0, documents=())
    start = (page - 1) * PAGE_LENGTH
    standing = with_standing_forms(wanted)
    return _found(findable, standing, within, start=start, limit=PAGE_LENGTH)


def years() -> list[int]:
    """Return the years in which an event with a page begins, the latest first."""
    year = extract("year", Event.first_day)
    found = db.session.scalars(select(year).where(IS_PAGE).distinct())
    return sorted(map(int, found), reverse=True)


def _of_year(year: int | None) -> list[Findable]:
    return [each for each in FINDABLE if year is None or each.day is not None]


def _found(
    findable: Findable, wanted: Wanted, within: Within, *, start: int = 0, limit: int
) -> Found:
    lookup = _Lookup(findable, wanted, within)
    count = lookup.count(Reach.ANY_FORM)
    ids = lookup.ids(start, limit) if count else ()
    by_id = {each.item: each for each in findable.documents(ids)} if ids else {}
    documents = [by_id[each] for each in ids if each in by_id]
    return Found(kind=findable.kind, count=count, documents=documents)


class _Lookup(NamedTuple):
    """What is looked for among the things of a kind: what was typed comes before its forms."""

    findable: Findable
    wanted: Wanted
    within: Within

    def ids(self, start: int, limit: int) -> Sequence[int]:
        """Return the keys of a page of results."""
        ids = self._ids(Reach.AS_TYPED, start, limit)
        missing = limit - len(ids)
        if not missing or not any(term.forms for term in self.wanted.terms):
            return ids
        # What was typed is at its end here, so this counts no more than is paged through.
        before = start + len(ids) if ids or not start else self.count(Reach.AS_TYPED)
        return [*ids, *self._ids(Reach.OTHER_FORMS, max(0, start - before), missing)]

    def count(self, reach: Reach) -> int:
        """Return how many there are; `MOST + 1` are more than anybody is shown."""
        query, _ = self._query(reach)
        counted = query.limit(MOST + 1).subquery()
        return db.session.scalar(select(func.count()).select_from(counted)) or 0

    def _ids(self, reach: Reach, start: int, limit: int) -> Sequence[int]:
        query, order = self._query(reach)
        return db.session.scalars(query.order_by(*order).offset(start).limit(limit)).all()

    def _query(self, reach: Reach) -> tuple[Select[int], Any]:
        findable, within = self.findable, self.within
        match = match_of(self.wanted, reach)
        low, high = range_of(findable.number)
        key: Any = findable.model.__table__.c.id
        query = (
            select(key)
            .select_from(match.index)
            .join(findable.model, key == match.key - low)
            .where(match.is_found, match.key >= low, match.key < high, findable.is_shown)
        )
        if findable.above is not None:
            query = query.join(findable.above)
        if (year := within.year) is not None:
            query = query.where(findable.day.between(date(year, 1, 1), date(year, 12, 31)))
        return query, findable.order(match, within.tags)
