"""What was erased leaves the database's files too, and not only its tables.

A request that erases tries once and waits for nobody; what is left is done in the background, by
whoever keeps house, until it is done. After a start everything counts as left.
"""

import threading
import time

from flask import current_app

from ethreader.base.db import db
from ethreader.base.rewriting import rewrite
from ethreader.base.write_ahead_log import truncate_wal
from ethreader.retention.registry import Leftovers, holdings

PATIENCE = 100  # Milliseconds that readers get to end, and writers wait, in the background.
COMMANDS_WAIT = 30  # Seconds.
PAUSE = 0.2  # Seconds between two tries.

KEY = "wipe_due"


def wipe() -> None:
    """Take what the last commit erased out of the files: at once, or else in the background."""
    is_truncated = _is_sqlite() and truncate_wal()
    if not is_truncated or any(each.has_some() for each in _leftovers()):
        is_due().set()


def finish_wiping() -> bool:
    """Do what `wipe` has left; return whether nothing is left."""
    due = is_due()
    due.clear()  # Before it is done: what is erased meanwhile is due again.
    is_done = False
    try:
        for each in _leftovers():
            each.take_out()
        is_done = truncate_wal(patience=PATIENCE) if _is_sqlite() else rewrite(tables_with_texts())
    finally:
        if not is_done:
            due.set()
    return is_done


def wipe_and_wait() -> bool:
    """Take what the last commit erased out of the files, for a command, which has no background.

    Return whether nothing is left when the time for it is over.
    """
    is_due().set()
    deadline = time.monotonic() + COMMANDS_WAIT
    while not finish_wiping():
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def is_due() -> threading.Event:
    """Return what says that something is left."""
    due: threading.Event = current_app.extensions.setdefault(KEY, threading.Event())
    return due


def tables_with_texts() -> list[str]:
    """Return the tables that hold something of people, as the features have registered them."""
    naming = [c for each in holdings() for c in (*each.about_comments, *each.mentions)]
    moments = [moment.column for each in holdings() for moment in each.moments]
    others = [column for each in holdings() for column in each.erased_from]
    tables = {column.class_.__table__ for column in (*naming, *moments, *others)}
    comments = {
        key.column.table
        for column in naming
        for key in column.class_.__table__.c[column.key].foreign_keys
    }
    indexes = (name for each in _leftovers() for name in each.tables)
    return sorted({*indexes, *(table.name for table in tables | comments)})


def _leftovers() -> list[Leftovers]:
    return [each.leftovers for each in holdings() if each.leftovers is not None]


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"
