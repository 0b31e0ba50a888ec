"""The care that an SQLite file needs while its schema changes.

SQLite alters a table by making a new one, dropping the old one and renaming. While foreign
keys are enforced, it refuses to drop a table that others refer to.
"""

import sqlite3
from contextlib import closing
from glob import escape
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from ethreader.ops.migrations.errors import CannotUpgrade


def suspend_foreign_keys(connection: Connection) -> None:
    """Let tables be replaced on this connection, which must not have begun a transaction.

    Within a transaction SQLite would ignore it. The connection leaves the pool, so that
    nobody ever gets it without foreign keys.
    """
    connection.detach()
    connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")


def refuse_tables_of_others(connection: Connection) -> None:
    """Raise `CannotUpgrade` where a file without a schema of ours is not empty."""
    tables = sorted({*inspect(connection).get_table_names()} - {"alembic_version"})
    if tables:
        message = (
            f"it holds tables of which this site knows nothing ({tables[0]}): it is another "
            "program's, or damaged; name another file, or restore a backup"
        )
        raise CannotUpgrade(message)


def require_references(connection: Connection) -> None:
    """Raise `CannotUpgrade` where a row refers to one that is missing."""
    breach = connection.execute(text("PRAGMA foreign_key_check")).first()
    if breach is not None:
        message = f"rows of {breach[0]} refer to rows of {breach[2]} that are missing"
        raise CannotUpgrade(message)


def make_copy(connection: Connection, revision: str) -> Path:
    """Copy the database as it was committed last, and return where the copy is.

    To be called by the writer before it changes anything. Raises `CannotUpgrade`.
    """
    damage = _damage(connection)
    if damage:
        message = f"it is damaged ({damage})"
        raise CannotUpgrade(message)
    file = _file(connection)
    copy = file.with_name(f"{file.stem}-before-schema-{revision}.sqlite3")
    try:
        _delete(copy)  # Of an attempt that was killed.
        copy.touch(mode=0o600, exist_ok=False)
        with closing(sqlite3.connect(file)) as reader, closing(sqlite3.connect(copy)) as writer:
            reader.backup(writer)
    except (OSError, sqlite3.Error) as problem:
        message = f"before its upgrade no copy could be made at {copy} ({problem})"
        raise CannotUpgrade(message) from None
    return copy


def delete_copies(connection: Connection) -> None:
    """Delete the copies of earlier schemas, which hold what people may take back meanwhile.

    Raises `CannotUpgrade`, and deletes none, where the database itself is damaged.
    """
    file = _file(connection)
    copies = sorted(file.parent.glob(f"{escape(file.stem)}-before-schema-[0-9]*.sqlite3"))
    damage = _damage(connection) if copies else ""
    if damage:
        message = f"it is damaged ({damage}); as it was before its upgrade it is in {copies[-1]}"
        raise CannotUpgrade(message)
    for copy in copies:
        _delete(copy)


def _delete(copy: Path) -> None:
    # A copy that was cut short may have left its journal.
    for ending in ("-journal", "-wal", "-shm", ""):
        copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _damage(connection: Connection) -> str:
    """Return the first thing that is wrong with the file; SQLite names no content."""
    found = str(connection.execute(text("PRAGMA integrity_check(1)")).scalar())
    return "" if found == "ok" else " ".join(found.split())


def _file(connection: Connection) -> Path:
    return Path(str(connection.engine.url.database))
