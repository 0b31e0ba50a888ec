"""SQLite's driver itself: for what runs so often that all that is around it counts.

Its troubles are named as those of SQLAlchemy's statements are. A log that is as talkative as can be
has the statements, and never their values.
"""

import logging
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import InvalidRequestError

from ethreader.base.lost import named
from ethreader.base.processor import give_way

LOGGER = logging.getLogger(__name__)


def run(on: Connection, text: str, values: Mapping[str, Any] | tuple[()] = ()) -> Sequence[Any]:
    """Run a statement within the current transaction, and return its rows, if it has some.

    Raises `DatabaseBusy`, `DatabaseLost`, or what the driver says of anything else.
    """
    LOGGER.debug(text)
    give_way()
    driver: Any = on.connection.dbapi_connection
    try:
        rows: Sequence[Any] = driver.execute(text, values).fetchall()
    except sqlite3.Error as error:
        raise named(error) from error
    return rows


def commit(on: Connection) -> None:
    """Commit what was begun by a statement; raises as `run` does, and as `refuse_ended`."""
    refuse_ended(on)
    driver: Any = on.connection.dbapi_connection
    try:
        driver.commit()
    except sqlite3.Error as error:
        raise named(error) from error


def refuse_ended(on: Connection) -> None:
    """Raise `InvalidRequestError` where somebody has ended what was begun by a statement."""
    driver: Any = on.connection.dbapi_connection
    if not driver.in_transaction:
        message = "The transaction was ended before its end."
        raise InvalidRequestError(message)
