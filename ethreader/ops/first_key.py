"""What the site waits for before its first page: a key to seal emails with."""

import time
from collections.abc import Callable
from datetime import datetime

from ethreader.base.db import db
from ethreader.contacts.queries import current_key

PATIENCE = 10.0  # Seconds; a mail process that cannot start says why, and pages come without it.
PAUSE = 0.05


def wait_for_key(now: Callable[[], datetime], *, patience: float = PATIENCE) -> bool:
    """Wait until the mail process has made the key; tell whether it is there.

    Or the first readers would find a form that offers no news.
    """
    end = time.monotonic() + patience
    while (key := current_key(now())) is None and time.monotonic() < end:
        db.session.rollback()
        time.sleep(PAUSE)
    db.session.rollback()
    return key is not None
