"""Turns of strangers, while many networks guess: a wait that a person survives, and no refusal.

Who is not known is given a time from which on one guess is checked. The wait grows with the number
of lines that guess, up to a minute; it is never longer, however many there are. Most bots never
come back for their turn: an IP that is used once costs them nothing, one that waits does.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from ethreader.base.errors import RateLimited
from ethreader.i18n.texts import format_wait, gettext

SHORTEST_TURN = timedelta(seconds=5)
LONGEST_TURN = timedelta(minutes=1)
BETWEEN_TURNS = timedelta(seconds=0.5)  # As fast as strangers' passwords are hashed: see `gate`.
TURN_LASTS = timedelta(minutes=10)
REMEMBERED = 50_000

Names = Mapping[str, str]  # Of a line and of the networks around it, by the layer.


class Turns:
    """Hands out turns, one at a time to a line. Its user holds a lock.

    There is an end to what is remembered: beyond it, the provider whose lines have most turns
    loses its oldest, so that nobody's is forgotten for those of others elsewhere.
    """

    def __init__(self, *, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._count = 0
        self._due: dict[str, dict[str, datetime]] = {}  # By provider and line.
        self._last = datetime.min.replace(tzinfo=UTC)

    def __len__(self) -> int:
        """Return how many turns are remembered."""
        return self._count

    def take(self, who: Names, *, now: datetime) -> None:
        """Use up a turn that has come; raise `RateLimited` until then."""
        due = self._drop(who["provider"], who["visitor"])
        if due is not None and due <= now <= due + TURN_LASTS:
            return
        if due is None or due < now:
            due = self._next(now)
        self._keep(who, due)
        raise _until(due, now=now)

    def give_back(self, who: Names, *, now: datetime) -> None:
        """Let somebody come again at once: their turn had come, and others kept it from them."""
        self._keep(who, now)

    def _next(self, now: datetime) -> datetime:
        due = max(now + SHORTEST_TURN, self._last + BETWEEN_TURNS)
        self._last = min(due, now + LONGEST_TURN)
        return self._last

    def _keep(self, who: Names, due: datetime) -> None:
        self._drop(who["provider"], who["visitor"])
        self._due.setdefault(who["provider"], {})[who["visitor"]] = due
        self._count += 1
        if self._count > self._remembered:
            fullest = max(self._due, key=lambda provider: len(self._due[provider]))
            self._drop(fullest, next(iter(self._due[fullest])))

    def _drop(self, provider: str, line: str) -> datetime | None:
        turns = self._due.get(provider, {})
        due = turns.pop(line, None)
        if due is not None:
            self._count -= 1
            if not turns:
                del self._due[provider]
        return due


def _until(due: datetime, *, now: datetime) -> RateLimited:
    seconds = math.ceil((due - now).total_seconds())
    message = gettext(
        "Someone is trying many passwords. To slow them down, please wait %(wait)s, then enter "
        "your password again. A device that you have signed in with before does not have to wait.",
        wait=format_wait(seconds),
    )
    return RateLimited(message, retry_after=seconds)
