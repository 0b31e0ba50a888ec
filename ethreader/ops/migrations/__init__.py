"""Alembic migrations, and how they run.

The embedded database migrates itself when the site starts; another one waits for
`flask database upgrade`, so that several hosts never migrate at once by accident.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from ethreader.base.connecting import make_file
from ethreader.base.db import db
from ethreader.ops.migrations.encoding import require_utf8
from ethreader.ops.migrations.errors import CannotUpgrade
from ethreader.ops.migrations.sqlite_file import (
    delete_copies,
    make_copy,
    refuse_tables_of_others,
    require_references,
    suspend_foreign_keys,
)


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
    _run_steps(connection)
    if is_sqlite and before != newest:
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

    Raises `CannotUpgrade` where it has one that this version of the site does not know, or takes
    no UTF-8.
    """
    with db.engine.connect() as connection:
        require_utf8(connection)
        return _revision(connection) == _newest()


def _run_steps(connection: Connection, *, to: str = "head") -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _revision(connection: Connection) -> str | None:
    revisions = MigrationContext.configure(connection).get_current_heads()
    if len(revisions) > 1:
        message = (
            f"it has more than one schema ({', '.join(sorted(map(str, revisions)))}): it is damaged"
        )
        raise CannotUpgrade(message)
    for revision in revisions:
        require_known(revision)
    return revisions[0] if revisions else None


@cache
def _newest() -> str:
    return str(_steps().get_current_head())


@cache
def _known() -> frozenset[str]:
    return frozenset(step.revision for step in _steps().walk_revisions())


def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config
