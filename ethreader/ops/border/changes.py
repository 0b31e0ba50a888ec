"""Finds out what was changed of that which readers see: by this process, and by others.

What this process changes it knows at the commit. SQLite is asked before a kept page is used, once
a millisecond at most, whether anybody else has written: a program that has changed something finds
it on the pages. A server is asked some times a second.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from sqlalchemy import BigInteger, Engine, Text, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import PoolProxiedConnection

from ethreader.base.revisions import changed, numbers_since
from ethreader.base.topics import EVERYTHING

LOGGER = logging.getLogger(__name__)

AT_MOST_EVERY = 0.005  # Seconds between two questions to a file.

EVERY = 0.25  # Seconds between two questions to a server.

TOO_OLD = 1.0  # Seconds after which its last reply says nothing any more.

Drop = Callable[[Iterable[str]], None]


class Changes(Protocol):
    """Where changes are learnt from."""

    def are_known(self) -> bool:
        """Drop what was changed until now; False where that cannot be told."""

    def finish(self) -> None:
        """Stop asking."""


class Known:
    """The last change of each topic that was acted upon, whoever told of it first."""

    def __init__(self, engine: Engine, drop: Drop) -> None:
        self._drop = drop
        self._numbers: dict[str, int] = {}
        # At a commit of this process, in its thread: before anybody is told that it is done.
        changed.connect(self._take, sender=engine, weak=False)
        self._engine = engine

    def finish(self) -> None:
        """Act on no more commits."""
        changed.disconnect(self._take, sender=self._engine)

    def take(self, numbers: Mapping[str, int]) -> None:
        """Act on what is new among changes."""
        new = {topic for topic, number in numbers.items() if self._numbers.get(topic) != number}
        if new:
            self._drop(new)
            self._numbers.update(numbers)

    def everything(self) -> None:
        """Take it that anything may have been changed."""
        self._drop({EVERYTHING})

    def _take(self, _engine: Engine, *, numbers: Mapping[str, int]) -> None:
        self.take(numbers)


class ChangesOfFile:
    """Asks SQLite, on a connection that never writes; used by the event loop alone."""

    def __init__(self, engine: Engine, drop: Drop) -> None:
        self._engine = engine
        self._known = Known(engine, drop)
        self._pooled: PoolProxiedConnection | None = None
        self._cursor: sqlite3.Cursor | None = None
        self._version: Any = None
        self._since = 0
        self._fresh_until = 0.0

    def are_known(self) -> bool:
        """See whether anybody has written, and if so, what."""
        asked_at = time.monotonic()
        if asked_at < self._fresh_until:
            return True
        try:
            if self._cursor is None:
                self._cursor = self._connected()
            version = self._cursor.execute("PRAGMA data_version").fetchone()
            if version != self._version:
                self._catch_up(self._cursor)
                self._version = version
        except (sqlite3.Error, SQLAlchemyError):
            self._disconnect()
            return False
        self._fresh_until = asked_at + AT_MOST_EVERY
        return True

    def finish(self) -> None:
        """Close the connection."""
        self._known.finish()
        self._disconnect()

    def _connected(self) -> sqlite3.Cursor:
        """Connect, not knowing what happened before."""
        self._pooled = self._engine.raw_connection()
        cursor: Any = self._pooled.cursor()
        cursor.execute("PRAGMA busy_timeout = 0")  # The event loop waits for nobody.
        self._known.everything()
        self._version = None
        return cursor  # type: ignore[no-any-return]

    def _disconnect(self) -> None:
        if self._pooled is not None:
            self._pooled.invalidate()  # Not for anybody else: it waits for no lock.
        self._pooled = self._cursor = None

    def _catch_up(self, cursor: sqlite3.Cursor) -> None:
        rows = cursor.execute(
            "SELECT topic, number FROM revision WHERE number >= ?", (self._since,)
        ).fetchall()
        self._since = max((number for _, number in rows), default=self._since)
        self._known.take(dict(rows))


class ChangesOfServer:
    """Asks PostgreSQL from time to time, in a thread of its own."""

    def __init__(self, engine: Engine, drop: Drop) -> None:
        self._engine = engine
        self._known = Known(engine, drop)
        self._since = 0
        self._asked_at = -TOO_OLD
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True, name="changes")
        self._thread.start()

    def are_known(self) -> bool:
        """Tell whether the last reply is fresh."""
        return time.monotonic() - self._asked_at < TOO_OLD

    def finish(self) -> None:
        """End the thread."""
        self._known.finish()
        self._over.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._over.wait(EVERY):
            asked_at = time.monotonic()
            try:
                self._catch_up()
            except SQLAlchemyError:
                LOGGER.debug("The database does not say what was changed; pages are made anew.")
            else:
                self._asked_at = asked_at

    def _catch_up(self) -> None:
        """Look at what was changed by all that was not over when it was last looked at.

        Both statements see the same snapshot, or what ends between them would be missed.
        """
        oldest = func.pg_snapshot_xmin(func.pg_current_snapshot()).cast(Text).cast(BigInteger)
        options = {"isolation_level": "REPEATABLE READ"}
        with self._engine.connect().execution_options(**options) as connection:
            rows = connection.execute(numbers_since(self._since)).all()
            since = connection.scalar(select(oldest))
        self._known.take({row.topic: row.number for row in rows})
        self._since = since or 0


def changes_of(engine: Engine, drop: Drop) -> Changes:
    """Return where the changes of a database are learnt from."""
    if engine.dialect.name == "sqlite":
        return ChangesOfFile(engine, drop)
    return ChangesOfServer(engine, drop)
