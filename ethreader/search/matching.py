"""What the database's own index finds: the same of both databases, in each one's language.

Words hold letters, digits and marks alone (`folding`), so that none can be a part of that
language; they stand in its quotes nevertheless.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, cast, column, literal, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from ethreader.base.db import db
from ethreader.search.typed_words import Term, Wanted


@dataclass(frozen=True, kw_only=True, eq=False)
class Match:
    """The index as a table, the key of what is found, which rows that are, and which by title."""

    index: FromClause
    key: ColumnElement[int]
    is_found: ColumnElement[bool]
    is_in_title: ColumnElement[bool]


def match_of(wanted: Wanted) -> Match:
    """Return how the current database finds what is wanted."""
    return _MATCHES[db.engine.dialect.name](wanted)


def _in_sqlite(wanted: Wanted) -> Match:
    query = " AND ".join(map(_in_fts5, wanted.terms))
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
    return f'"{" ".join(term.words)}"{"*" if term.is_beginning else ""}'


def _in_postgresql(wanted: Wanted) -> Match:
    index: Any = table("search_index", column("id"), column("vector"))

    def has(weight: str) -> ColumnElement[bool]:
        query = " & ".join(_in_tsquery(term, weight) for term in wanted.terms)
        found: ColumnElement[bool] = index.c.vector.op("@@", is_comparison=True)(
            cast(literal(query), TSQUERY)
        )
        return found

    return Match(index=index, key=index.c.id, is_found=has(""), is_in_title=has("A"))


def _in_tsquery(term: Term, weight: str) -> str:
    marks = f"{'*' if term.is_beginning else ''}{weight}"
    ends = [f":{weight}" if weight else ""] * (len(term.words) - 1) + [f":{marks}" if marks else ""]
    words = (f"'{word}'{end}" for word, end in zip(term.words, ends, strict=True))
    return f"({' <-> '.join(words)})"


_MATCHES: dict[str, Callable[[Wanted], Match]] = {
    "sqlite": _in_sqlite,
    "postgresql": _in_postgresql,
}
