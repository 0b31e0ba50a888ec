"""How a connection is made: one to a file makes no file, one to a server speaks UTF-8."""

from pathlib import Path
from sqlite3 import Connection, Cursor
from typing import Any
from urllib.parse import quote

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from ethreader.base.processor import give_way, others_compute

UTF8 = "UTF8"


class SharingConnection(Connection):
    """A connection to a file, whose threads share a processor."""

    def cursor(self, factory: Any = Cursor) -> Any:
        """Make what runs a statement of SQLAlchemy's; others go first, who are ready to."""
        give_way()
        return super().cursor(factory)

    def commit(self) -> None:
        """Commit, which waits for the disk, while others compute."""
        with others_compute():
            super().commit()


def make_file(path: Path) -> None:
    """Make the empty file of a database, for its user alone; the one step that makes any."""
    path.touch(mode=0o600, exist_ok=True)


def engine_options(database_url: str) -> dict[str, Any]:
    """Return what an engine needs to know of its database.

    A server may have been restarted since a connection was last used: it is asked, which is one
    more round to it. A file is always there.
    """
    return {} if database_url.startswith("sqlite:") else {"pool_pre_ping": True}


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
