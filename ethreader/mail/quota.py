"""How many mails one mailbox has had today, so that nobody is flooded by somebody else's clicks.

In memory alone, under a key that is overwritten when the day ends: nothing of it outlives the
process. A restart forgets the day's counts, which lets those who have confirmed get a few more;
whoever has not is guarded by what `asked` keeps.
"""

import hashlib
import secrets
from collections import Counter
from datetime import date, datetime

PER_DAY = 5


class DailyQuota:
    """The day's counts."""

    def __init__(self) -> None:
        self._day = date.min
        self._key = bytearray(32)
        self._counts: Counter[bytes] = Counter()

    def is_left(self, name: bytes, *, of: int, now: datetime) -> bool:
        """Tell whether a mailbox has had fewer mails than `of` today."""
        return self._counts[self._hash(name, now)] < of

    def use(self, name: bytes, *, now: datetime) -> None:
        """Count one mail, before it is sent."""
        self._counts[self._hash(name, now)] += 1

    def give_back(self, name: bytes, *, now: datetime) -> None:
        """Take one mail off the count, which has surely not been sent."""
        self._counts[self._hash(name, now)] -= 1

    def _hash(self, name: bytes, now: datetime) -> bytes:
        if now.date() != self._day:
            self._day = now.date()
            self._key[:] = secrets.token_bytes(32)  # In place: no copy of the old one is left.
            self._counts.clear()
        return hashlib.blake2b(name, key=self._key, digest_size=16).digest()
