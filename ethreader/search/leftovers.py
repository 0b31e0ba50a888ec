"""What SQLite's index leaves in the file when an entry changes or goes, and how it is taken out.

FTS5 writes down that a word is gone, and keeps the word until it merges the parts of its index. So
they are merged into one, in steps between which others may write.
"""

from sqlalchemy import Connection, text

from ethreader.base.db import db

PAGES = 500  # Of a step: some 50 ms.

_HAS_SOME = text("SELECT has_leftovers FROM search_build")
_CLEAR = text("UPDATE search_build SET has_leftovers = 0")
_MERGE = text("INSERT INTO search_index(search_index, rank) VALUES ('merge', :pages)")
_CHANGES = text("SELECT total_changes()")


def has_leftovers() -> bool:
    """Tell whether words that are gone may still be in the file."""
    with db.engine.connect() as connection:
        return connection.dialect.name == "sqlite" and bool(connection.scalar(_HAS_SOME))


def take_out_leftovers() -> None:
    """Merge the index until it is one part; PostgreSQL's tables are written anew as a whole."""
    if not has_leftovers():
        return
    pages = -PAGES  # All parts are to become one; the steps that follow go on with that.
    with db.engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        while not _merge(connection, pages):
            pages = PAGES


def _merge(connection: Connection, pages: int) -> bool:
    """Merge some pages; return whether there was nothing more to merge."""
    with connection.begin():
        before = connection.scalar(_CHANGES) or 0
        connection.execute(_MERGE, {"pages": pages})
        is_done = bool((connection.scalar(_CHANGES) or 0) - before < 2)  # As SQLite documents it.
        if is_done:
            connection.execute(_CLEAR)
    return is_done
