"""What the database's own index finds: the same of both databases, in each one's language.

Words hold letters, digits and marks alone (`folding`), so that none can be a part of that
language; they stand in its quotes nevertheless.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    FromClause,
    String,
    bindparam,
    cast,
    column,
    select,
    table,
)

from ethreader.base.db import db
from ethreader.base.typed_words import Term, Wanted
from ethreader.search.vectors import standing_words

# Among which keys of the index is looked, the second being none of them; and how many are read.
LOW, HIGH = bindparam("low", type_=BigInteger), bindparam("high", type_=BigInteger)
LIMIT: BindParameter[int] = bindparam("limit")


class Reach(Enum):
    """Which spellings of the words that were typed are found."""

    AS_TYPED = "as typed"
    OTHER_FORMS = "other forms"
    """what any form finds, without what the words find as they were typed"""


@dataclass(frozen=True, kw_only=True, eq=False)
class Match:
    """The index as a table, the key of what is found, which rows that are, and which by title."""

    index: FromClause
    key: ColumnElement[int]
    is_found: ColumnElement[bool]
    is_in_title: ColumnElement[bool]


def match_on(dialect: str) -> Match:
    """Return how a database finds what `spoken` says, from `LOW` on until before `HIGH`."""
    return _LANGUAGES[dialect].match()


def spoken(wanted: Wanted, reach: Reach, *, dialect: str) -> Mapping[str, str]:
    """Return what is wanted in a database's language: the values that a `Match` asks for."""
    return _LANGUAGES[dialect].spoken(wanted, reach)


def with_standing_forms(wanted: Wanted) -> Wanted:
    """Return what is wanted, of PostgreSQL without forms that nobody has written.

    It takes each of them for a word of some rows. With many, it would rather read all rows than
    ask its index. SQLite looks each up in some microseconds.
    """
    forms = {form for term in wanted.terms for form in term.forms}
    if not forms or db.engine.dialect.name == "sqlite":
        return wanted
    standing = standing_words(db.session.connection(), forms)
    kept = (
        replace(term, forms=tuple(form for form in term.forms if form in standing))
        for term in wanted.terms
    )
    return replace(wanted, terms=tuple(kept))


def _match_of_sqlite() -> Match:
    index, titles = _fts5(), _fts5().alias("titles")
    # From the last one back: the way on leads through all that the index has of a common word,
    # for a title behind the range.
    in_title = (
        select(titles.c.rowid)
        .where(_matches(titles, "titled"), titles.c.rowid >= LOW, titles.c.rowid < HIGH)
        .order_by(titles.c.rowid.desc())
        .limit(LIMIT)
    )
    return Match(
        index=index,
        key=index.c.rowid,
        is_found=_matches(index, "query") & (index.c.rowid >= LOW) & (index.c.rowid < HIGH),
        is_in_title=index.c.rowid.in_(in_title),
    )


def _fts5() -> FromClause:
    # The column of its own name is how the whole index is spoken to.
    return table("search_index", column("rowid"), column("search_index", String))


def _matches(index: FromClause, name: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = index.c.search_index.op("MATCH", is_comparison=True)(
        bindparam(name)
    )
    return found


def _spoken_to_sqlite(wanted: Wanted, reach: Reach) -> Mapping[str, str]:
    query = _reaching(reach, _Said(term=_in_fts5, both=" AND ", without=" NOT "), wanted)
    return {"query": query, "titled": f"title : ({query})"}


def _in_fts5(term: Term) -> str:
    typed = f'"{" ".join(term.words)}"{"*" if term.is_beginning else ""}'
    forms = (f'"{each}"' for each in term.forms)
    return f"({' OR '.join((typed, *forms))})"


def _match_of_postgresql() -> Match:
    # A site with SQLite starts without it.
    from sqlalchemy.dialects.postgresql import TSQUERY  # noqa: PLC0415

    index: Any = table("search_index", column("id"), column("vector"))

    def has(name: str) -> ColumnElement[bool]:
        said = cast(bindparam(name, type_=String), TSQUERY)
        found: ColumnElement[bool] = index.c.vector.op("@@", is_comparison=True)(said)
        return found

    return Match(
        index=index,
        key=index.c.id,
        is_found=has("query") & (index.c.id >= LOW) & (index.c.id < HIGH),
        is_in_title=has("titled"),
    )


def _spoken_to_postgresql(wanted: Wanted, reach: Reach) -> Mapping[str, str]:
    def query(weight: str) -> str:
        said = _Said(term=partial(_in_tsquery, weight=weight), both=" & ", without=" & !")
        return _reaching(reach, said, wanted)

    return {"query": query(""), "titled": query("A")}


def _in_tsquery(term: Term, weight: str) -> str:
    whole = f":{weight}" if weight else ""
    last = f":*{weight}" if term.is_beginning else whole
    ends = (*[whole] * (len(term.words) - 1), last)
    words = (f"'{word}'{end}" for word, end in zip(term.words, ends, strict=True))
    forms = (f"'{each}'{whole}" for each in term.forms)
    return f"({' | '.join((' <-> '.join(words), *forms))})"


class _Said(NamedTuple):
    """How a database's language says a term, that two things are so, and that the second is not."""

    term: Callable[[Term], str]
    both: str
    without: str


def _reaching(reach: Reach, said: _Said, wanted: Wanted) -> str:
    typed = f"({said.both.join(said.term(replace(each, forms=())) for each in wanted.terms)})"
    if reach is Reach.AS_TYPED:
        return typed
    # Said of a form by itself, or all that has the words as they were typed would be read.
    inflected = [each for each in wanted.terms if each.forms]
    forms = tuple(form for each in inflected for form in each.forms)
    some_form = said.term(Term(words=forms[:1], forms=forms[1:]))
    is_one = len(inflected) == 1
    others = (said.term(each) for each in wanted.terms if not (is_one and each.forms))
    return f"({said.both.join((some_form, *others))}){said.without}{typed}"


class _Language(NamedTuple):
    match: Callable[[], Match]
    spoken: Callable[[Wanted, Reach], Mapping[str, str]]


_LANGUAGES: Mapping[str, _Language] = MappingProxyType(
    {
        "sqlite": _Language(_match_of_sqlite, _spoken_to_sqlite),
        "postgresql": _Language(_match_of_postgresql, _spoken_to_postgresql),
    }
)
