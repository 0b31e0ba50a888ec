"""Reads for those who look for words. What readers do not see is not there for any of them.

The index holds what readers see alone, and each thing that it finds is looked at once more, in its
own table, by the readers' own condition.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from ethreader.base.db import db
from ethreader.base.rows import rows_of
from ethreader.base.typed_words import Wanted
from ethreader.search.documents import Document
from ethreader.search.findable import FINDABLE, TAGS, Findable, Kind
from ethreader.search.matching import LIMIT, LOW, Reach, match_on, spoken, with_standing_forms
from ethreader.search.models import range_of

PAGE_LENGTH = 20
FEW = 5  # Of each kind, where all kinds are shown.
MOST = 1_000
"""results of a kind that are counted and shown: nobody reads more, and the end is known"""


class Within(NamedTuple):
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


def _of_year(year: int | None) -> list[Findable]:
    return [each for each in FINDABLE if year is None or each.day is not None]


def _found(
    findable: Findable, wanted: Wanted, within: Within, *, start: int = 0, limit: int
) -> Found:
    keys = _Lookup(findable, wanted, within).keys()
    ids = keys[start : start + limit]
    by_id = {each.item: each for each in findable.documents(ids)} if ids else {}
    documents = [by_id[each] for each in ids if each in by_id]
    return Found(kind=findable.kind, count=len(keys), documents=documents)


class _Lookup(NamedTuple):
    """What is looked for among the things of a kind."""

    findable: Findable
    wanted: Wanted
    within: Within

    def keys(self) -> Sequence[int]:
        """Return the keys of all that anybody is shown, in order; one more where there are more.

        What was typed comes before its forms. So one look into the index for a common word, two
        for a rare one, both count and order.
        """
        keys = self._keys(Reach.AS_TYPED, MOST + 1)
        missing = MOST + 1 - len(keys)
        if not missing or not any(term.forms for term in self.wanted.terms):
            return keys
        return [*keys, *self._keys(Reach.OTHER_FORMS, missing)]

    def _keys(self, reach: Reach, limit: int) -> Sequence[int]:
        findable, (year, tags) = self.findable, self.within
        dialect = db.engine.dialect.name
        low, high = range_of(findable.number)
        given = {
            **spoken(self.wanted, reach, dialect=dialect),
            "low": low,
            "high": high,
            "limit": limit,
            TAGS.key: list(tags),
            **({"from": date(year, 1, 1), "until": date(year, 12, 31)} if year else {}),
        }
        statement = _statement(findable, dialect, is_of_year=year is not None)
        return [row[0] for row in rows_of(statement, given)]


@cache
def _statement(findable: Findable, dialect: str, *, is_of_year: bool) -> Select[int]:
    """Return how things of a kind are read; made once, which took longer than most of them."""
    match = match_on(dialect)
    key: Any = findable.model.__table__.c.id
    query = (
        select(key)
        .select_from(match.index)
        .join(findable.model, key == match.key - LOW)
        .where(match.is_found, findable.is_shown)
    )
    if findable.above is not None:
        query = query.join(findable.above)
    if is_of_year:
        query = query.where(findable.day.between(bindparam("from"), bindparam("until")))
    return query.order_by(*findable.order(match)).limit(LIMIT)
