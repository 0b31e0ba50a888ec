"""Taking out of the database's files what could not be taken out at once, in the background."""

import time
from datetime import datetime, timedelta

from ethreader.base.db import db
from ethreader.retention.wiping import finish_wiping, is_due

# PostgreSQL rewrites whole tables for it, and readers wait meanwhile: a hundredth of the time at
# most, and not more often than this.
BETWEEN_REWRITES = timedelta(minutes=5)
PART = 100


class Wiping:
    """Wipes where something is left, and not too often."""

    def __init__(self) -> None:
        self._from: datetime | None = None

    def work(self, now: datetime) -> None:
        """Wipe what is left."""
        if not is_due().is_set() or (self._from is not None and now < self._from):
            return
        began = time.monotonic()
        try:
            finish_wiping()
        finally:
            took = timedelta(seconds=time.monotonic() - began)
            if db.engine.dialect.name != "sqlite":
                self._from = now + max(BETWEEN_REWRITES, PART * took)
