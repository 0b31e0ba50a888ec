"""Alembic migrations, and how they run.

The embedded database migrates itself when the site starts; another one waits for
`flask database upgrade`, so that several hosts never migrate at once by accident.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from ethreader.base.db import db


def upgrade() -> None:
    """Bring the database to the newest schema."""
    with db.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:  # It alters a table by copying it; dropping the old one deletes nothing else.
            _switch_foreign_keys(connection, "OFF")
        # One transaction for all steps, as a writer, so that two starts at once take turns.
        connection.execution_options(sqlite_begin="IMMEDIATE")
        try:
            with connection.begin():
                config = _config()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    message = "The migrations would leave rows that refer to nothing."
                    raise RuntimeError(message)
        finally:
            if is_sqlite:
                _switch_foreign_keys(connection, "ON")


def is_current() -> bool:
    """Tell whether the database has the newest schema."""
    with db.engine.connect() as connection:
        return _revision(connection) == ScriptDirectory.from_config(_config()).get_current_head()


def _switch_foreign_keys(connection: Connection, to: str) -> None:
    """Do so outside of any transaction: within one, SQLite ignores it."""
    connection.connection.cursor().execute(f"PRAGMA foreign_keys = {to}")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config
