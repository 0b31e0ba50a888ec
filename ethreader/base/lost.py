"""A database that is away: what is raised then, whichever of its many ways it fails in."""

import sqlite3
from typing import Any

from sqlalchemy import Engine, ExceptionContext, event
from sqlalchemy.exc import OperationalError

from ethreader.base.errors import TryLater
from ethreader.base.locks import DatabaseBusy, is_lock_trouble
from ethreader.i18n.texts import Text, lazy_gettext

RETRY_AFTER = 30  # Seconds; a server is back by then, or an operator has to look.

# The file cannot be opened, read or written, or is none; the disk is full.
_SQLITE_CODES = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
}
# Of connections, of what a server has no more of, of its stopping and starting, of its disk.
_POSTGRES_CLASSES = ("08", "53", "57P", "58")


class DatabaseLost(TryLater, OperationalError):
    """The database cannot be reached or used; what was asked for was not done.

    It stays an `OperationalError` for the processes beside the site, which try again by themselves.
    """

    title: Text = lazy_gettext("The site can’t reach its data right now")
    sentence: Text = lazy_gettext(
        "This was not your fault. What you sent may not have been saved. Please wait half a minute "
        "and try again."
    )

    def __init__(self, cause: BaseException) -> None:
        OperationalError.__init__(self, None, None, cause)
        self.retry_after = RETRY_AFTER


def named(error: sqlite3.Error) -> Exception:
    """Return what is raised for an error of SQLite's driver: by its name, if it has one here."""
    if is_lock_trouble(error):
        return DatabaseBusy(error)
    return DatabaseLost(error) if _is_file_lost(error) else error


def _is_file_lost(error: Any) -> bool:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in _SQLITE_CODES


def _is_lost(context: ExceptionContext) -> bool:
    error: Any = context.original_exception
    if context.is_disconnect:
        return True
    if hasattr(error, "sqlite_errorcode"):
        return _is_file_lost(error)
    is_first = context.connection is None  # Nobody could be reached.
    state = getattr(error, "sqlstate", None) or ""
    is_operational = isinstance(context.sqlalchemy_exception, OperationalError)
    return state.startswith(_POSTGRES_CLASSES) or (is_first and is_operational)


@event.listens_for(Engine, "handle_error")
def _name_loss(context: ExceptionContext) -> None:
    if context.is_pre_ping or is_lock_trouble(context.original_exception):
        return
    if _is_lost(context):
        raise DatabaseLost(context.original_exception) from context.original_exception
