"""A copy of SQLite's file while others write to it, and what is in such a copy."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ethreader.ops.backups.errors import BackupFailed

WAIT = 30.0  # Seconds for whoever holds the whole file.
NO_SCHEMA = "there is no schema of this site in it"


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a copy holds: the schema's revision, and how many rows of which table."""

    schema: str
    rows: dict[str, int]
    columns: dict[str, list[str]] = field(default_factory=dict)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it was committed last, its log included, into one plain file.

    Writers go on meanwhile. Raises `BackupFailed`.
    """
    try:
        # Never `rwc`: a file that went away is not made anew.
        with closing(_connect(source, "mode=rw")) as reader, closing(_connect(target)) as writer:
            reader.backup(writer)
            make_plain(writer)
    except sqlite3.Error as problem:
        message = f"The database {source} could not be copied to {target.parent} ({problem})."
        if not source.exists():
            message = f"There is no database at {source} yet: nothing to back up."
        raise BackupFailed(message) from None


def make_plain(connection: sqlite3.Connection) -> None:
    """Fold the log of writes into the file, and let nothing be beside it.

    Raises `sqlite3.OperationalError` where somebody else has the file open.
    """
    connection.execute("PRAGMA journal_mode = DELETE").fetchall()


def contents_of(file: Path) -> Contents:
    """Return what is in a plain copy; raise `BackupFailed` unless all of it is sound."""
    with _sound(file) as connection:
        tables = connection.execute(
            # Not what an index of words keeps in tables of its own: other rows lead to it.
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name "
            "NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name != 'alembic_version' ORDER BY name"
        ).fetchall()
        return Contents(
            schema=_schema(connection, file),
            rows={name: _count(connection, name) for (name,) in tables},
        )


@contextmanager
def _sound(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy that nobody else has, and look through all of it first."""
    try:
        with closing(_connect(file, "mode=ro")) as connection:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            breach = connection.execute("PRAGMA foreign_key_check").fetchone()
            if breach is not None:
                found = f"rows of {breach[0]} refer to rows of {breach[2]} that are missing"
            if found != "ok":
                message = f"{file} is damaged: {' '.join(found.split())}."
                raise BackupFailed(message)
            yield connection
    except sqlite3.Error as problem:
        message = f"{file} is damaged, or no database ({problem})."
        raise BackupFailed(message) from None


def _schema(connection: sqlite3.Connection, file: Path) -> str:
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        row = None
    if row is None:
        message = f"{file} cannot be used: {NO_SCHEMA}."
        raise BackupFailed(message)
    return str(row[0])


def _count(connection: sqlite3.Connection, table: str) -> int:
    count: int = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
    return count


def _connect(file: Path, options: str = "") -> sqlite3.Connection:
    """Open a file whatever its name is; in a URI “?” and “#” would mean something."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?{options}", uri=True, timeout=WAIT)
