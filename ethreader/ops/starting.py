"""One start at a time: whoever comes while another brings the database up to date waits for it.

SQLite would let a second start wait for seconds only, and not at all while the file is being given
its log; PostgreSQL would let two make the same tables.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ethreader.base.db import db

WAITING = "Another start is bringing the database up to date. Waiting until it is done."
LOCK = 7_310_593_858_020_254_308  # A number of this site's own among a server's locks.
# Whatever a server has set: the one waits, and the other stays, as long as the start takes.
PATIENTLY = "SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"


@contextmanager
def one_start_at_a_time(announce: Callable[[str], None]) -> Iterator[None]:
    """Wait for other starts with this database, and let others wait; `announce` hears of a wait.

    What cannot be reached is not waited for: whatever comes next tells what is wrong with it.
    """
    with ExitStack() as at_end:
        with suppress(OSError, DBAPIError):
            turn = _with_file if db.engine.dialect.name == "sqlite" else _with_server
            at_end.enter_context(turn(announce))
        yield


@contextmanager
def _with_file(announce: Callable[[str], None]) -> Iterator[None]:
    """Lock the folder of SQLite's file: closing the file itself would end SQLite's own locks."""
    folder = Path(str(db.engine.url.database)).resolve().parent
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            announce(WAITING)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _with_server(announce: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock of the server's, which ends with its transaction."""
    number = {"number": LOCK}
    with db.engine.connect() as connection:
        connection.exec_driver_sql(PATIENTLY)
        if not connection.scalar(text("SELECT pg_try_advisory_xact_lock(:number)"), number):
            announce(WAITING)
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), number)
        yield
