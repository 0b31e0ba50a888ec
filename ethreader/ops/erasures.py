"""After a restore: what an older database has brought back is erased anew."""

import logging
from datetime import datetime
from urllib.parse import urlsplit

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.hosts import is_loopback
from ethreader.base.settings import Settings
from ethreader.retention import ledger
from ethreader.retention.service import complete_ledger, replay
from ethreader.retention.wiping import wipe

log = logging.getLogger(__name__)


def replay_erasures(settings: Settings, *, now: datetime) -> None:
    """Erase anew what the ledger names; commits.

    Raises `OSError` where the ledger cannot be read.
    """
    ledger.adopt(settings.ledger, settings.instance)
    begin_write_transaction()
    if replay(ledger_folder=settings.ledger, now=now):
        db.session.commit()
        wipe()
    db.session.rollback()
    complete_ledger(settings.ledger)
    db.session.rollback()


def replay_at_start(settings: Settings, *, now: datetime) -> bool:
    """Erase anew what the ledger names before anybody reads; a damaged one stops no start.

    Tell whether it was done.
    """
    try:
        ledger.require_writable(settings.ledger)  # Known now, and not when somebody deletes.
        replay_erasures(settings, now=now)
    except OSError as problem:
        db.session.rollback()
        log.error(  # noqa: TRY400 - the sentence says it all
            "The ledger of erasures in %s cannot be read or written (%s). If this database was "
            "restored from a backup, what was deleted since may be back. It is tried again.",
            settings.ledger,
            problem.strerror,
        )
        return False
    return True


def ledger_advice(settings: Settings) -> str | None:
    """Return a warning where a backup of the instance folder would bring an old ledger back."""
    is_public = not is_loopback(str(urlsplit(settings.base_url).hostname))
    if not is_public or not settings.ledger.is_relative_to(settings.instance):
        return None
    return (
        f"Warning: the ledger of erasures lies in {settings.ledger}. Whoever restores a backup of "
        "the instance folder restores an old ledger with it, and deleted comments come back. Set "
        "ETHREADER_LEDGER to a folder elsewhere that no backup is restored over."
    )
