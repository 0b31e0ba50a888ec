"""SQLite's write-ahead log, in which erased text would stay."""

from ethreader.base.db import db
from ethreader.base.locks import BUSY_TIMEOUT


def truncate_wal(*, patience: int = 0) -> bool:
    """Empty the log, and return whether it is empty.

    To be called after the commit that erased it. A reader in the middle of a transaction keeps
    the log. For as many milliseconds as there is `patience`, such readers may end, and writers
    wait for them too.
    """
    db.session.remove()
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {patience}")
        is_busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
        connection.close()
    return not is_busy
