"""PostgreSQL's index of the entries: what SQLite's triggers do, said in `tsvector`.

As the configuration `simple` has it, every word as it stands. Its parser is not asked: it would
part our words by rules, and a locale, of its own.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, text

LAST_PLACE = 16_383  # What a `tsvector` can count to.
_WRITE = text(
    "INSERT INTO search_index (id, vector) VALUES (:id, CAST(:vector AS tsvector)) "
    "ON CONFLICT (id) DO UPDATE SET vector = excluded.vector"
)

# Each word is one look into the index. Left to itself, PostgreSQL may read all rows for each.
_BY_INDEX = text("SET LOCAL enable_seqscan = off")
_AS_BEFORE = text("SET LOCAL enable_seqscan TO DEFAULT")
_STANDING = text(
    "SELECT word FROM unnest(CAST(:words AS text[])) AS word WHERE EXISTS "
    "(SELECT 1 FROM search_index WHERE vector @@ CAST(word AS tsquery))"
)


def standing_words(connection: Connection, words: Collection[str]) -> set[str]:
    """Return those of some words, of letters alone, that stand in PostgreSQL's index."""
    connection.execute(_BY_INDEX)
    found = set(connection.scalars(_STANDING, {"words": [*words]}))
    connection.execute(_AS_BEFORE)
    return found


def write_vectors(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Index rows of entries, where the database's own triggers do not."""
    if connection.dialect.name == "postgresql":
        vectors = [{"id": row["id"], "vector": vector_of(row)} for row in rows]
        connection.execute(_WRITE, vectors)


def count_tables_anew(connection: Connection, tables: Iterable[str]) -> None:
    """Let PostgreSQL look at what tables hold now; until it does, it takes them for empty.

    It would by itself, minutes later: until then a search among many comments took half a minute,
    and not a twentieth of a second.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ANALYZE {', '.join(sorted(tables))}"))


def vector_of(row: Mapping[str, Any]) -> str:
    """Return the words of an entry with their places; those of its title weigh more."""
    title, words = row["title"].split(), row["words"].split()
    begin = len(title) + 2  # No phrase goes on from the title into the text.
    weighed = chain(
        ((word, place, "A") for place, word in enumerate(title, start=1)),
        ((word, place, "") for place, word in enumerate(words, start=begin)),
    )
    return " ".join(f"'{word}':{min(place, LAST_PLACE)}{weight}" for word, place, weight in weighed)
