"""Counts by moving windows, in this process's memory.

The memory of `limits` looks through all that it holds a hundredth of a second after each count:
with a thousand names that takes longer than a comment does, and a flood has many more. Here what
is over lies in front: counts of one length of time lie in the order in which they last grew.
"""

import threading
import time
from array import array
from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import NamedTuple

from ethreader.web.amounts import Amount

MOST = 50_000  # Counts of a length of time; beyond, those that rest for longest are forgotten.

PUT_BACK = 60.0  # Seconds; by less a clock is set right now and then.

Key = tuple[int, str, str, str]
"""how many may be counted, of which kind, where, and of whom"""


class Room(NamedTuple):
    """How many more may be counted, and when there is more room, in seconds since 1970."""

    left: int
    more_at: float


class Windows:
    """When each one was counted, as long as that matters."""

    def __init__(self, clock: Callable[[], float] = time.time, *, most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._now = 0.0  # Seconds since 1970.
        self._lock = threading.Lock()
        # By the seconds of the window: for each count the moments, the oldest first.
        self.counts: dict[int, OrderedDict[Key, array[float]]] = defaultdict(OrderedDict)

    def hit(self, amount: Amount, kind: str, where: str, name: str) -> bool:
        """Count one more, unless the window is full; tell whether there was room."""
        key = (amount.many, kind, where, name)
        with self._lock:
            moments = self._moments(amount, key)
            if len(moments) >= amount.many:
                return False
            moments.append(self._now)
            counts = self.counts[amount.seconds]
            counts[key] = moments
            counts.move_to_end(key)
            if len(counts) > self._most:
                counts.popitem(last=False)
            return True

    def room(self, amount: Amount, kind: str, where: str, name: str) -> Room:
        """Return how much room there is."""
        with self._lock:
            moments = self._moments(amount, (amount.many, kind, where, name))
            first = moments[0] if moments else self._now
            return Room(amount.many - len(moments), first + amount.seconds)

    def _moments(self, amount: Amount, key: Key) -> "array[float]":
        """Return what is in the window now, and forget what is over."""
        self._look_at_clock()
        since, counts = self._now - amount.seconds, self.counts[amount.seconds]
        while counts and counts[next(iter(counts))][-1] < since:
            counts.popitem(last=False)
        moments = counts.get(key)
        if moments is None:
            return array("d")
        if moments[0] < since:
            del moments[: bisect_left(moments, since)]
        return moments

    def _look_at_clock(self) -> None:
        """Let time go on; where the clock was put back by far, begin anew."""
        now = self._clock()
        if now < self._now - PUT_BACK:
            self.counts.clear()
            self._now = now
        self._now = max(self._now, now)
