"""Turns of strangers, while many networks guess: a wait that a person survives, and no refusal.

Who is not known is given a time from which on one guess is checked. The wait grows with the number
of networks that guess, up to a minute; it is never longer, however many there are. Most bots never
come back for their turn: an address that is used once costs them nothing, one that waits does.
"""

import math
from datetime import UTC, datetime, timedelta

from ethreader.base.errors import RateLimited
from ethreader.i18n.texts import format_wait, gettext

SHORTEST_TURN = timedelta(seconds=5)
LONGEST_TURN = timedelta(minutes=1)
BETWEEN_TURNS = timedelta(seconds=0.5)  # As fast as strangers' passwords are hashed: see `gate`.
TURN_LASTS = timedelta(minutes=10)
REMEMBERED = 50_000


class Turns:
    """Hands out turns, one at a time by what a guess counts for. Its user holds a lock."""

    def __init__(self) -> None:
        self._due: dict[bytes, datetime] = {}
        self._last = datetime.min.replace(tzinfo=UTC)

    def take(self, who: bytes, *, now: datetime) -> None:
        """Use up a turn that has come; raise `RateLimited` until then."""
        due = self._due.pop(who, None)
        if due is not None and due <= now <= due + TURN_LASTS:
            return
        if due is None or due < now:
            due = self._next(now)
        self._keep(who, due)
        raise _until(due, now=now)

    def give_back(self, who: bytes, *, now: datetime) -> None:
        """Let somebody come again at once: their turn had come, and others kept it from them."""
        self._keep(who, now)

    def _next(self, now: datetime) -> datetime:
        due = max(now + SHORTEST_TURN, self._last + BETWEEN_TURNS)
        self._last = min(due, now + LONGEST_TURN)
        return self._last

    def _keep(self, who: bytes, due: datetime) -> None:
        self._due[who] = due
        if len(self._due) > REMEMBERED:
            del self._due[next(iter(self._due))]


def _until(due: datetime, *, now: datetime) -> RateLimited:
    seconds = math.ceil((due - now).total_seconds())
    message = gettext(
        "Someone is trying many passwords. To slow them down, please wait %(wait)s, then enter "
        "your password again. A device that you have signed in with before does not have to wait.",
        wait=format_wait(seconds),
    )
    return RateLimited(message, retry_after=seconds)
