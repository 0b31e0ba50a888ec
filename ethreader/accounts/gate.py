"""Hashing passwords is slow on purpose: here it is kept from taking the machine away.

Whatever comes in, one hash at a time is made for devices that nobody knows, with one more request
that waits, and two a second in the long run. Known devices, and sign-in links, have a turn of their
own, which no stranger can use up.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from ethreader.base.errors import RateLimited
from ethreader.i18n.texts import format_wait, gettext

STRANGERS_AT_ONCE = 2  # One is checked, one waits: the server has other things to do.
STRANGERS_BURST = 30
STRANGERS_PACE = timedelta(seconds=0.5)
BUSY_WAIT = 5  # Seconds.


class HashingGate:
    """Lets passwords be hashed, a few at a time."""

    def __init__(self) -> None:
        self._known = threading.Lock()
        self._strangers = threading.Lock()
        self._places = threading.BoundedSemaphore(STRANGERS_AT_ONCE)
        self._pace = threading.Lock()
        self._used_up_to = datetime.min.replace(tzinfo=UTC)

    @contextmanager
    def for_known(self) -> Iterator[None]:
        """Wait until a hash may be made for somebody who is known."""
        with self._known:
            yield

    @contextmanager
    def for_stranger(self, *, now: datetime) -> Iterator[None]:
        """Wait a moment until a hash may be made; raise `RateLimited` where too many want that."""
        self._keep_pace(now)
        if not self._places.acquire(blocking=False):
            raise _busy()
        try:
            with self._strangers:
                yield
        finally:
            self._places.release()

    def is_crowded(self, now: datetime) -> bool:
        """Tell whether half of the burst is used up: the rest is for those who wait their turn."""
        return self._used_up_to - now > STRANGERS_BURST * STRANGERS_PACE / 2

    def _keep_pace(self, now: datetime) -> None:
        with self._pace:
            used = max(self._used_up_to, now) + STRANGERS_PACE
            if used - now > STRANGERS_BURST * STRANGERS_PACE:
                raise _busy()
            self._used_up_to = used


def _busy() -> RateLimited:
    message = gettext(
        "Many people are trying to sign in right now, so your password was not checked. Please "
        "wait %(wait)s and try again.",
        wait=format_wait(BUSY_WAIT),
    )
    return RateLimited(message, retry_after=BUSY_WAIT)
