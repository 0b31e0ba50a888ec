"""After a restore: what an older database has brought back is erased anew."""

from datetime import datetime

from ethreader.base.db import begin_write_transaction, db, truncate_wal
from ethreader.base.settings import Settings
from ethreader.retention.service import replay


def replay_erasures(settings: Settings, *, now: datetime) -> None:
    """Erase anew what the ledger names; commits."""
    begin_write_transaction()
    if replay(ledger_folder=settings.instance, now=now):
        db.session.commit()
        truncate_wal()
    db.session.rollback()
