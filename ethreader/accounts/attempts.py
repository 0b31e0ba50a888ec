"""Guesses, counted by who guesses: nobody has to wait for what others do elsewhere.

A device that a moderator has signed in with counts for itself. Of all others counts the network,
as a keyed hash in this process's memory. `docs/design.md` has the reasons.
"""

import math
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ethreader.accounts.waiting import Turns
from ethreader.base.errors import RateLimited
from ethreader.i18n.texts import format_wait, gettext
from ethreader.web.visitors import VisitorKeys

ATTEMPT_WINDOW = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=5)
# How many wrong passwords are free within the window.
FREE_OF_DEVICE = 10
FREE_OF_NAME = 5  # Of one name from one line.
FREE_OF_LINE = 20  # Of all names from one line: an IPv4, the /64 of an IPv6.
FREE_OF_NETWORK = 60  # From a /24 or a /48.
REMEMBERED = 50_000  # Lines, networks and devices at most; beyond, the oldest is forgotten.

Counted = list[tuple[bytes, int]]  # What counts, and how much of it is free.


@dataclass(frozen=True, kw_only=True)
class Guess:
    """Who wants to sign in as whom, and the digest of the device's token where it is known."""

    name: str
    ip: str = field(repr=False)
    device: bytes | None = field(default=None, repr=False)


class Attempts:
    """Lets a guess be checked, or says how long to wait."""

    def __init__(self, *, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._lock = threading.Lock()
        self._keys = VisitorKeys()
        self._failures: dict[bytes, list[datetime]] = {}
        self._turns = Turns()

    def begin(self, guess: Guess, *, in_turn: bool, now: datetime) -> None:
        """Count a guess before it is checked, so that guesses at once are counted too.

        `in_turn` says that many networks are guessing: who is not known then takes turns. Raises
        `RateLimited`.
        """
        counted = self._counted(guess, now=now)
        with self._lock:
            self._refuse_early(counted, now=now)
            if in_turn and guess.device is None:
                self._turns.take(self._keys.names_of(guess.ip, now=now), now=now)
            for what, _ in counted:  # At the end, so that what goes on is not the oldest.
                self._failures[what] = [*self._failures.pop(what, ()), now]
            while len(self._failures) > self._remembered:
                del self._failures[next(iter(self._failures))]

    def take_back(self, guess: Guess, *, now: datetime) -> None:
        """Count a guess no longer: it was not checked."""
        counted = self._counted(guess, now=now)
        with self._lock:
            for what, _ in counted:
                if self._failures.get(what, [])[:-1]:
                    self._failures[what].pop()
                else:
                    self._failures.pop(what, None)
            if guess.device is None:
                self._turns.give_back(self._keys.names_of(guess.ip, now=now), now=now)

    def forgive(self, guess: Guess, *, now: datetime) -> None:
        """Forget the wrong passwords of who signed in; those at other names from there stay."""
        with self._lock:
            self._failures.pop(self._counted(guess, now=now)[0][0], None)

    def _refuse_early(self, counted: Counted, *, now: datetime) -> None:
        wait = max(self._wait(what, free=free, now=now) for what, free in counted)
        if wait > timedelta():
            seconds = math.ceil(wait.total_seconds())
            message = gettext(
                "Too many wrong attempts. Please wait %(wait)s and try again.",
                wait=format_wait(seconds),
            )
            raise RateLimited(message, retry_after=seconds)

    def _wait(self, what: bytes, *, free: int, now: datetime) -> timedelta:
        failures = [at for at in self._failures.get(what, ()) if at > now - ATTEMPT_WINDOW]
        if not failures:
            self._failures.pop(what, None)
            return timedelta()
        self._failures[what] = failures
        beyond = len(failures) - free
        if beyond < 0:
            return timedelta()
        pause: timedelta = min(FIRST_WAIT * 2**beyond, LONGEST_WAIT)
        return failures[-1] + pause - now

    def _counted(self, guess: Guess, *, now: datetime) -> Counted:
        """Return what a guess counts for; the first is what a right password forgives."""
        if guess.device is not None:
            return [(b"device" + guess.device, FREE_OF_DEVICE)]
        names = self._keys.names_of(guess.ip, now=now)
        line, network = names["visitor"].encode(), names["network"].encode()
        name = self._keys.digest(b"\0".join((line, guess.name.encode())), now=now)
        return [(name, FREE_OF_NAME), (line, FREE_OF_LINE), (network, FREE_OF_NETWORK)]
