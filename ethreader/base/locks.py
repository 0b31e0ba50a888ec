"""Waiting for the database's locks: how long, and what is raised when the wait is over.

SQLite lets one writer in at a time, and the others sleep and look again, longer each time: under
load some wait for hundreds of milliseconds while others pass. So the threads of a process take
turns here, and the next one is woken at once. Other processes wait as SQLite has them.
"""

import threading
from sqlite3 import SQLITE_BUSY, SQLITE_LOCKED
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.exc import OperationalError

from ethreader.base.errors import TryLater
from ethreader.base.per_engine import PerEngine
from ethreader.base.processor import Waiting
from ethreader.i18n.texts import Text, lazy_gettext

BUSY_TIMEOUT = 5_000  # Milliseconds a writer waits for its turn; then `DatabaseBusy` is raised.
RETRY_AFTER = 30  # Seconds; a writer that holds others up is through by then, or is stuck.

# SQLite's, whose further bits say more, and PostgreSQL's: a lock not had in time, a deadlock.
_SQLITE_CODES = {SQLITE_BUSY, SQLITE_LOCKED}
_POSTGRES_STATES = {"55P03", "40P01"}


class DatabaseBusy(TryLater, OperationalError):
    """Another writer did not end in time; nothing was done.

    It stays an `OperationalError` for the processes beside the site, which try again by themselves.
    """

    title: Text = lazy_gettext("The site is busy right now")
    sentence: Text = lazy_gettext(
        "The site is very busy at the moment and could not do this. Please wait half a minute and "
        "try again."
    )

    def __init__(self, cause: BaseException) -> None:
        OperationalError.__init__(self, None, None, cause)
        self.retry_after = RETRY_AFTER


_turns = PerEngine(threading.Lock)


def take_turn(bind: Engine | Connection) -> threading.Lock:
    """Wait for the turn to write with an engine, and return what ends it; raise `DatabaseBusy`."""
    turn = _turns.of(bind.engine)
    if turn.acquire(blocking=False):
        return turn
    with Waiting():
        if not turn.acquire(timeout=BUSY_TIMEOUT / 1000):
            raise DatabaseBusy(TimeoutError())
    return turn


def keep_waiting_short(connection: Connection) -> None:
    """Let no statement of the current transaction wait for long; SQLite's connections never do."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT}")


def is_lock_trouble(error: Any) -> bool:
    """Tell whether a driver's error says that a lock was not had in time."""
    sqlite_code = getattr(error, "sqlite_errorcode", None) or 0
    return sqlite_code & 0xFF in _SQLITE_CODES or getattr(error, "sqlstate", "") in _POSTGRES_STATES


@event.listens_for(Engine, "handle_error")
def _name_lock_trouble(context: ExceptionContext) -> None:
    if is_lock_trouble(context.original_exception):
        raise DatabaseBusy(context.original_exception) from context.original_exception
