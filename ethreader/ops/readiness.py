"""Whether the database can be used, told to operators in one sentence."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from ethreader.base.db import db
from ethreader.ops import migrations
from ethreader.ops.migrations.errors import CannotUpgrade
from ethreader.web.current import settings


class DatabaseNotReady(click.ClickException):
    """The database cannot be used as it is; the message says why."""


def prepare_database() -> None:
    """Bring the embedded database up to date; ask for it where there is another one.

    Raises `DatabaseNotReady`.
    """
    if settings().uses_embedded_database:
        upgrade_schema()
    else:
        require_database()


def upgrade_schema() -> None:
    """Bring the schema up to date, whichever database it is; raises `DatabaseNotReady`."""
    require_writable()
    try:
        migrations.upgrade(announce=partial(click.echo, err=True))
    except (DBAPIError, CannotUpgrade) as problem:
        raise DatabaseNotReady(_unusable(problem)) from None


def require_database() -> None:
    """Refuse to work without an up-to-date database, and never make one.

    For what may run as another user than the site: a file of that user's would lock the site out.
    Raises `DatabaseNotReady`.
    """
    require_writable()
    try:
        if _is_there() and migrations.is_current():
            return
    except (DBAPIError, CannotUpgrade) as problem:
        raise DatabaseNotReady(_unusable(problem)) from None
    start = "Start the site first, or run" if settings().uses_embedded_database else "Run"
    message = f"The database is not up to date. {start}: flask database upgrade"
    raise DatabaseNotReady(message)


def trouble() -> str:
    """Return what keeps the site from serving, in a sentence for anybody; nothing if it is well."""
    if not _is_there():
        return "There is no database."
    if _read_only():
        return "The database cannot be written to."
    try:
        return "" if migrations.is_current() else "The database is not up to date."
    except CannotUpgrade:
        return "The database is not one that this version of the site can use."
    except DBAPIError:
        return "The database cannot be used."


def _is_there() -> bool:
    """Tell whether the file of the database exists; a server is asked later.

    A file that was removed would be written to as long as a connection has it open.
    """
    url = db.engine.url
    try:
        return url.get_backend_name() != "sqlite" or Path(str(url.database)).exists()
    except PermissionError:  # Nobody knows; opening it tells.
        return True


def require_writable() -> None:
    """Raise `DatabaseNotReady` where SQLite could read its file and not write to it."""
    if path := _read_only():
        message = (
            f"The database {db.engine.url.database} cannot be used: this user may not write to "
            f"{path}. Start this as the user to whom it belongs, or give this one the right to."
        )
        raise DatabaseNotReady(message)


def _read_only() -> Path | None:
    """Return what keeps SQLite from writing: its file, or the folder where its log would be."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not _is_there():
        return None
    file = Path(str(url.database)).resolve()
    return next((path for path in (file, file.parent) if not _may_write(path)), None)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


@contextmanager
def database_told_in_one_sentence() -> Iterator[None]:
    """Raise `DatabaseNotReady` where the database fails in the midst of a command."""
    try:
        yield
    except DBAPIError as problem:
        raise DatabaseNotReady(_unusable(problem)) from None


def _unusable(problem: DBAPIError | CannotUpgrade) -> str:
    """Return one sentence about a database that cannot be used; a URL may hold passwords."""
    url = make_url(settings().database_url).set(query={})  # There, too.
    where = url.render_as_string(hide_password=True).removeprefix("sqlite:///")
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    reason = str(cause).strip().splitlines()[0].rstrip(".")
    return f"The database {where} cannot be used: {reason}."
