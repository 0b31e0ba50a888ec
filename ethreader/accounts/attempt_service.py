"""Wrong passwords by name, over all networks: when there are many, strangers take turns at it."""

import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete

from ethreader.accounts.models import FailedSignIn
from ethreader.accounts.queries import failure_count_since
from ethreader.base.db import db

FAILURES_KEPT = timedelta(minutes=15)
CONTESTED = 20  # Wrong passwords within that time.


def is_contested(name: str, *, secret: str, now: datetime) -> bool:
    """Tell whether a name is being guessed at; of an unknown name exactly like of a known one."""
    digest = _keyed_digest(name, secret)
    return failure_count_since(now - FAILURES_KEPT, name_digest=digest) >= CONTESTED


def record_failure(name: str, *, secret: str, now: datetime) -> None:
    """Remember a wrong password for a while."""
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.failed_at <= now - FAILURES_KEPT))
    db.session.add(FailedSignIn(name_digest=_keyed_digest(name, secret), failed_at=now))
    db.session.flush()


def _keyed_digest(name: str, secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"sign-in:" + name.encode(), "sha256")
