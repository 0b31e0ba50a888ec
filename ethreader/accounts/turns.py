"""Turns at a name that many networks guess at: a wait that a person survives, and no refusal.

Who is not known is given a time from which on one guess is checked. The wait grows with the
number of networks that guess, up to a minute; it is never longer, however many there are.
"""

import math
from datetime import datetime, timedelta

from ethreader.base.errors import RateLimited
from ethreader.i18n.texts import format_wait, gettext

SHORTEST_TURN = timedelta(seconds=5)
LONGEST_TURN = timedelta(minutes=1)
BETWEEN_TURNS = timedelta(seconds=2)
TURN_LASTS = timedelta(minutes=10)
REMEMBERED = 50_000


class Turns:
    """Hands out turns: by what a guess counts for, one at a time. Its user holds a lock."""

    def __init__(self) -> None:
        self._due: dict[bytes, datetime] = {}
        self._last: dict[bytes, datetime] = {}  # By name.

    def take(self, who: bytes, *, name: bytes, now: datetime) -> None:
        """Use up a turn that has come; raise `RateLimited` until then."""
        due = self._due.pop(who, None)
        if due is not None and due <= now <= due + TURN_LASTS:
            return
        if due is None or due < now:
            due = self._next(name, now=now)
        self._due[who] = due
        _forget_oldest(self._due)
        raise _until(due, now=now)

    def give_back(self, who: bytes, *, now: datetime) -> None:
        """Let somebody come again at once: their turn had come, and others kept it from them."""
        self._due[who] = now
        _forget_oldest(self._due)

    def _next(self, name: bytes, *, now: datetime) -> datetime:
        after_last = self._last.pop(name, now) + BETWEEN_TURNS
        due = min(max(now + SHORTEST_TURN, after_last), now + LONGEST_TURN)
        self._last[name] = due
        _forget_oldest(self._last)
        return due


def _forget_oldest(kept: dict[bytes, datetime]) -> None:
    if len(kept) > REMEMBERED:
        del kept[next(iter(kept))]


def _until(due: datetime, *, now: datetime) -> RateLimited:
    seconds = math.ceil((due - now).total_seconds())
    message = gettext(
        "Someone is trying many passwords. To slow them down, please wait %(wait)s, then enter "
        "your password again: it will be checked. A device that you have signed in with before "
        "does not have to wait.",
        wait=format_wait(seconds),
    )
    return RateLimited(message, retry_after=seconds)
