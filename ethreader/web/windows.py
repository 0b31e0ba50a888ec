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

from limits import RateLimitItem, WindowStats

MOST = 50_000  # Counts of a length of time; beyond, those that rest for longest are forgotten.

PUT_BACK = 60.0  # Seconds; by less a clock is set right now and then.

Key = tuple[int, str, str, str]
"""how many may be counted, of which kind, where, and of whom"""


class Windows:
    """What `limits` has as a strategy: when each one was counted, as long as that matters."""

    def __init__(self, clock: Callable[[], float] = time.time, *, most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._now = 0.0  # Seconds since 1970.
        self._lock = threading.Lock()
        # By the seconds of the window: for each count the moments, the oldest first.
        self.counts: dict[int, OrderedDict[Key, array[float]]] = defaultdict(OrderedDict)

    def hit(self, item: RateLimitItem, *who: str) -> bool:
        """Count one more, unless the window is full; tell whether there was room."""
        with self._lock:
            moments = self._moments(item, who)
            if len(moments) >= item.amount:
                return False
            moments.append(self._now)
            counts, key = self.counts[item.get_expiry()], _key(item, who)
            counts[key] = moments
            counts.move_to_end(key)
            if len(counts) > self._most:
                counts.popitem(last=False)
            return True

    def test(self, item: RateLimitItem, *who: str) -> bool:
        """Tell whether one more may be counted."""
        with self._lock:
            return len(self._moments(item, who)) < item.amount

    def get_window_stats(self, item: RateLimitItem, *who: str) -> WindowStats:
        """Return when there is more room, in seconds since 1970, and how many more there may be."""
        with self._lock:
            moments = self._moments(item, who)
            first = moments[0] if moments else self._now
            return WindowStats(first + item.get_expiry(), item.amount - len(moments))

    def _moments(self, item: RateLimitItem, who: tuple[str, ...]) -> "array[float]":
        """Return what is in the window now, and forget what is over."""
        self._look_at_clock()
        seconds = item.get_expiry()
        since, counts = self._now - seconds, self.counts[seconds]
        while counts and counts[next(iter(counts))][-1] < since:
            counts.popitem(last=False)
        moments = counts.get(_key(item, who))
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


def _key(item: RateLimitItem, who: tuple[str, ...]) -> Key:
    kind, where, name = who
    return item.amount, kind, where, name
