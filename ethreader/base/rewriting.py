"""PostgreSQL keeps what was erased in its pages and its log until something tidies them."""

from collections.abc import Iterable

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from ethreader.base.db import db

# Readers wait behind a table that is to be rewritten, so it does not wait long itself.
PATIENCE = "500ms"
# Codes of its errors.
LOCK_NOT_AVAILABLE = "55P03"
INSUFFICIENT_PRIVILEGE = "42501"
# Begin another file of the log, and let go of those before it.
CLOSE_LOG = ("SELECT pg_switch_wal()", "CHECKPOINT")


def rewrite(tables: Iterable[str]) -> bool:
    """Write tables anew without what was erased; return whether all of them were free for it.

    Then the write-ahead log is closed, where the database's user may do that.
    """
    with db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(f"SET lock_timeout = '{PATIENCE}'")
        try:
            for table in tables:
                connection.exec_driver_sql(f'VACUUM (FULL) "{table}"')
        except DBAPIError as problem:
            if _code(problem) == LOCK_NOT_AVAILABLE:
                return False
            raise
        finally:
            connection.exec_driver_sql("RESET lock_timeout")
        _close_log(connection)
    return True


def _close_log(connection: Connection) -> None:
    for statement in CLOSE_LOG:
        try:
            connection.exec_driver_sql(statement)
        except DBAPIError as problem:
            if _code(problem) != INSUFFICIENT_PRIVILEGE:
                raise


def _code(problem: DBAPIError) -> str | None:
    return getattr(problem.orig, "sqlstate", None)
