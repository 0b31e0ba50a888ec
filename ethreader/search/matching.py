"""What the database's own index finds: the same of both databases, in each one's language.

Words hold letters, digits and marks alone (`folding`), so that none can be a part of that
language; they stand in its quotes nevertheless.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, String, cast, column, literal, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from ethreader.base.db import db
from ethreader.base.typed_words import Term, Wanted
from ethreader.search.vectors import standing_words


class Reach(Enum):
    """Which spellings of the words that were typed are found."""

    AS_TYPED = "as typed"
    ANY_FORM = "any form"
    OTHER_FORMS = "other forms"
    """what any form finds, without what the words find as they were typed"""


@dataclass(frozen=True, kw_only=True, eq=False)
class Match:
    """The index as a table, the key of what is found, which rows that are, and which by title."""

    index: FromClause
    key: ColumnElement[int]
    is_found: ColumnElement[bool]
    is_in_title: ColumnElement[bool]


def match_of(wanted: Wanted, reach: Reach) -> Match:
    """Return how the current database finds what is wanted."""
    return _MATCHES[db.engine.dialect.name](wanted, reach)


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


def _in_sqlite(wanted: Wanted, reach: Reach) -> Match:
    query = _reaching(reach, _Said(term=_in_fts5, both=" AND ", without=" NOT "), wanted)
    index, titles = _fts5(), _fts5().alias("titles")
    by_title = _matches(titles, f"title : ({query})")
    return Match(
        index=index,
        key=index.c.rowid,
        is_found=_matches(index, query),
        is_in_title=index.c.rowid.in_(select(titles.c.rowid).where(by_title)),
    )


def _fts5() -> FromClause:
    # The column of its own name is how the whole index is spoken to.
    return table("search_index", column("rowid"), column("search_index", String))


def _matches(index: FromClause, query: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = index.c.search_index.op("MATCH", is_comparison=True)(query)
    return found


def _in_fts5(term: Term) -> str:
    typed = f'"{" ".join(term.words)}"{"*" if term.is_beginning else ""}'
    forms = (f'"{each}"' for each in term.forms)
    return f"({' OR '.join((typed, *forms))})"


def _in_postgresql(wanted: Wanted, reach: Reach) -> Match:
    index: Any = table("search_index", column("id"), column("vector"))

    def has(weight: str) -> ColumnElement[bool]:
        said = _Said(term=partial(_in_tsquery, weight=weight), both=" & ", without=" & !")
        found: ColumnElement[bool] = index.c.vector.op("@@", is_comparison=True)(
            cast(literal(_reaching(reach, said, wanted)), TSQUERY)
        )
        return found

    return Match(
        index=index,
        key=index.c.id,
        is_found=has(""),
        is_in_title=has("A"),
    )


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
    any_form = f"({said.both.join(map(said.term, wanted.terms))})"
    typed = f"({said.both.join(said.term(replace(each, forms=())) for each in wanted.terms)})"
    queries = {Reach.AS_TYPED: typed, Reach.ANY_FORM: any_form}
    return queries.get(reach, f"{any_form}{said.without}{typed}")


_MATCHES: dict[str, Callable[[Wanted, Reach], Match]] = {
    "sqlite": _in_sqlite,
    "postgresql": _in_postgresql,
}
