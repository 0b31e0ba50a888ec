"""Alembic migrations, and how they run.

The embedded database migrates itself when the site starts; another one waits for
`flask database upgrade`, so that several hosts never migrate at once by accident.

A start on a database that is up to date needs no Alembic: the names of the steps' files begin with
the schemas' numbers.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from ethreader.base.connecting import make_file
from ethreader.base.db import Base, db
from ethreader.ops.migrations.encoding import require_utf8
from ethreader.ops.migrations.errors import CannotUpgrade
from ethreader.ops.migrations.sqlite_file import (
    delete_copies,
    make_copy,
    refuse_tables_of_others,
    require_references,
    suspend_foreign_keys,
)
from ethreader.retention import models  # noqa: F401 - its table is known, whoever uses it first


def upgrade(announce: Callable[[str], None] = lambda _: None) -> None:
    """Bring the database to the newest schema, by all steps or by none.

    An SQLite file that is in use already is copied first, and `announce` gets a sentence
    about it; the copy goes when the upgrade is done. Raises `CannotUpgrade`.
    """
    is_sqlite = db.engine.dialect.name == "sqlite"
    if is_sqlite:
        make_file(Path(str(db.engine.url.database)))
    with db.engine.connect() as connection:
        require_utf8(connection)
        if is_sqlite:
            suspend_foreign_keys(connection)
        # One transaction for all steps, as a writer, so that two starts at once take turns.
        connection.execution_options(sqlite_begin="IMMEDIATE")
        with connection.begin():
            _upgrade(connection, is_sqlite=is_sqlite, announce=announce)
        if is_sqlite:
            delete_copies(connection)


def _upgrade(connection: Connection, *, is_sqlite: bool, announce: Callable[[str], None]) -> None:
    before, newest = _revision(connection), _newest()
    if is_sqlite and before is None:
        refuse_tables_of_others(connection)
    if is_sqlite and before not in {None, newest}:
        copy = make_copy(connection, newest)
        announce(f"The database is upgraded; until that is done, {copy} holds it as it was.")
    if before == newest:
        require_tables(connection)
        return
    _run_steps(connection)
    if is_sqlite:
        require_references(connection)


def make_schema(connection: Connection, revision: str) -> None:
    """Make the tables of a revision where there are none, within a transaction.

    Raises `CannotUpgrade` where this version of the site does not know the revision.
    """
    require_known(revision)
    _run_steps(connection, to=revision)


def require_known(revision: str) -> None:
    """Raise `CannotUpgrade` where this version of the site does not know a revision."""
    if revision not in _known():
        message = (
            f"it has the schema {revision}, which this version of the site does not know; "
            "install the version that made it, or a newer one"
        )
        raise CannotUpgrade(message)


def is_current() -> bool:
    """Tell whether the database has the newest schema.

    Raises `CannotUpgrade` where it has one that this version of the site does not know, takes no
    UTF-8, or lacks one of its tables.
    """
    with db.engine.connect() as connection:
        require_utf8(connection)
        if _revision(connection) != _newest():
            return False
        require_tables(connection)
        return True


def require_tables(connection: Connection) -> None:
    """Raise `CannotUpgrade` where a table of the newest schema is gone: every page would fail."""
    if missing := sorted(set(Base.metadata.tables) - set(inspect(connection).get_table_names())):
        message = (
            f"it is damaged, the table {missing[0]} is gone; put a backup back with flask restore, "
            "as docs/backup.md says"
        )
        raise CannotUpgrade(message)


def _run_steps(connection: Connection, *, to: str = "head") -> None:
    from ethreader.ops.migrations.steps import run_steps  # noqa: PLC0415 - few starts need it

    run_steps(connection, to=to)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revisions = set(connection.scalars(text("SELECT version_num FROM alembic_version")))
    if len(revisions) > 1:
        message = f"it has more than one schema ({', '.join(sorted(revisions))}): it is damaged"
        raise CannotUpgrade(message)
    for revision in revisions:
        require_known(revision)
    return revisions.pop() if revisions else None


def _newest() -> str:
    return max(_known())


@cache
def _known() -> frozenset[str]:
    """Return the numbers of all schemas: each file's name begins with that which it makes."""
    steps = (Path(__file__).parent / "versions").glob("[0-9]*_*.py")
    return frozenset(step.name.partition("_")[0] for step in steps)
