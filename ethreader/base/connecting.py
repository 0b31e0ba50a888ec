"""How a connection is made: one to a file makes no file, one to a server speaks UTF-8."""

from pathlib import Path
from sqlite3 import Connection, Cursor
from typing import Any
from urllib.parse import quote

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from ethreader.base import driver
from ethreader.base.locks import BUSY_TIMEOUT
from ethreader.base.processor import Waiting, give_way

UTF8 = "UTF8"
BEGUN = "BEGUN"
"""as `sqlite_begin`: there is a transaction already, of which SQLAlchemy is to be a part"""


class SharingConnection(Connection):
    """A connection to a file, whose threads share a processor."""

    def cursor(self, factory: Any = Cursor) -> Any:
        """Make what runs a statement of SQLAlchemy's; others go first, who are ready to."""
        give_way()
        return super().cursor(factory)

    def commit(self) -> None:
        """Commit, which waits for the disk, while others compute."""
        with Waiting():
            super().commit()


def make_file(path: Path) -> None:
    """Make the empty file of a database, for its user alone; the one step that makes any."""
    path.touch(mode=0o600, exist_ok=True)


def engine_options(database_url: str) -> dict[str, Any]:
    """Return what an engine needs to know of its database.

    A server may have been restarted since a connection was last used: it is asked, which is one
    more round to it. A file is always there; each connection to it holds pages of its own, which
    it reads anew once another one has written. So the one that was used last is used next.
    """
    if database_url.startswith("sqlite:"):
        return {"pool_use_lifo": True}
    return {"pool_pre_ping": True}


@event.listens_for(Engine, "do_connect")
def _connect_carefully(
    dialect: Dialect,
    _entry: ConnectionPoolEntry | None,
    arguments: list[Any],
    options: dict[str, Any],
) -> None:
    """Open a file that is there, or none; let a server of any encoding send text."""
    if dialect.name == "sqlite":
        arguments[0] = f"file:{quote(str(arguments[0]))}?mode=rw"
        options |= {"uri": True, "factory": SharingConnection}
    else:
        options.setdefault("client_encoding", UTF8)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, Connection):
        return
    # SQLAlchemy sends BEGIN itself (below), so that SAVEPOINT and the write lock work.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT}",
        "journal_mode = WAL",
        "synchronous = FULL",  # What was acknowledged survives a power cut.
        "secure_delete = ON",  # What was erased is gone from the file.
        "temp_store = MEMORY",  # What is sorted or grouped leaves nothing in a folder for all.
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        how = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        if how == BEGUN:
            driver.refuse_ended(connection)
        else:
            driver.run(connection, f"BEGIN {how}")
