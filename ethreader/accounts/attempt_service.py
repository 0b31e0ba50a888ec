"""Attempts to sign in: counted for a while, so that guessing is slow."""

import hmac
import math
from datetime import datetime, timedelta

from sqlalchemy import delete

from ethreader.accounts.models import FailedSignIn
from ethreader.accounts.queries import failure_count_since, failures_since
from ethreader.base.db import db
from ethreader.base.errors import RateLimited
from ethreader.i18n.texts import format_wait, gettext

FREE_ATTEMPTS = 5
ATTEMPT_WINDOW = timedelta(minutes=15)
# Guesses spread over many names are slowed down together.
ALL_ATTEMPTS = 100


def record_attempt(name: str, *, secret: str, now: datetime) -> None:
    """Count a guess at `name` before it is checked, so that guesses at once are counted too.

    Raises `RateLimited` while guesses at that name, or at all names, come too fast. An unknown
    name is slowed down exactly like a known one.
    """
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.failed_at <= now - ATTEMPT_WINDOW))
    digest = _keyed_digest(name, secret)
    failures = failures_since(now - ATTEMPT_WINDOW, name_digest=digest)
    if len(failures) >= FREE_ATTEMPTS:
        pause = timedelta(seconds=min(15 * 2 ** (len(failures) - FREE_ATTEMPTS), 900))
        _wait_until(failures[0] + pause, now=now)
    if failure_count_since(now - ATTEMPT_WINDOW) >= ALL_ATTEMPTS:
        _wait_until(now + timedelta(minutes=1), now=now)
    db.session.add(FailedSignIn(name_digest=digest, failed_at=now))
    db.session.flush()


def forget_attempts(name: str, *, secret: str) -> None:
    """Forget the guesses at a name, once one was right."""
    digest = _keyed_digest(name, secret)
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.name_digest == digest))


def _wait_until(moment: datetime, *, now: datetime) -> None:
    if moment > now:
        seconds = math.ceil((moment - now).total_seconds())
        message = gettext(
            "Too many wrong attempts. Please wait %(wait)s and try again.",
            wait=format_wait(seconds),
        )
        raise RateLimited(message, retry_after=seconds)


def _keyed_digest(name: str, secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"sign-in:" + name.encode(), "sha256")
