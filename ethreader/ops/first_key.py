"""What the site waits for before its first page: a key to seal emails with."""

import time
from collections.abc import Callable
from datetime import datetime

from ethreader.base.db import db
from ethreader.contacts.queries import current_key

PATIENCE = 60.0  # Seconds; no readers are kept out for longer by a mail process that hangs.
PAUSE = 0.05


def wait_for_key(
    now: Callable[[], datetime], *, is_vain: Callable[[], bool], patience: float = PATIENCE
) -> bool:
    """Wait until the mail process has made the key, or it `is_vain`; tell whether it is there.

    Or the first readers would find a form that offers no news.
    """
    end = time.monotonic() + patience
    while (key := current_key(now())) is None and not is_vain() and time.monotonic() < end:
        db.session.rollback()
        time.sleep(PAUSE)
    db.session.rollback()
    return key is not None
