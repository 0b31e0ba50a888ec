"""The count of the day, in this process's memory alone.

It remembers that somebody has read a page as one keyed hash of both: the pages of one visitor
cannot be put together. With the day's key all of it is gone.
"""

import threading
from datetime import UTC, date, datetime

from ethreader.audience.models import WHOLE_SITE
from ethreader.audience.sums import PageDay, Sums
from ethreader.web.visitors import VisitorKeys, ip_prefix

MOST_SEEN = 100_000  # Hashes; about 10 MB. A flood beyond it counts as views, not as visitors.
MOST_LEFT_OUT = 1_000
AGENT_LENGTH = 300  # Characters; beyond, a browser says nothing that tells it from another.
DESK = "desk"  # No path: those begin with a slash.


class Tally:
    """Counts, and hands out the sums to be written."""

    def __init__(self, *, most_seen: int = MOST_SEEN) -> None:
        self._lock = threading.Lock()
        self._keys = VisitorKeys()
        self._day = date.min
        self._seen: set[bytes] = set()
        self._left_out: set[bytes] = set()
        self._most_seen = most_seen
        self._sums = Sums()

    def note(self, path: str, *, ip: str, agent: str, now: datetime) -> None:
        """Count one reading of a page."""
        with self._lock:
            self._turn_page(now)
            if self._hash(ip, agent, DESK, now=now) in self._left_out:
                return
            for each in (path, WHOLE_SITE):
                place = PageDay(self._day, each)
                self._sums.views[place] += 1
                self._sums.visitors[place] += self._is_new(self._hash(ip, agent, each, now=now))

    def leave_out(self, *, ip: str, agent: str, now: datetime) -> None:
        """Count no more of a visitor today: a moderator at work is no reader."""
        with self._lock:
            self._turn_page(now)
            if len(self._left_out) < MOST_LEFT_OUT:
                self._left_out.add(self._hash(ip, agent, DESK, now=now))

    def take(self) -> Sums:
        """Hand out what was counted since the last time."""
        with self._lock:
            sums, self._sums = self._sums, Sums()
        return sums

    def give_back(self, sums: Sums) -> None:
        """Take back what could not be written; it goes with the next."""
        with self._lock:
            self._sums.views.update(sums.views)
            self._sums.visitors.update(sums.visitors)

    def _turn_page(self, now: datetime) -> None:
        """Forget who was here when the day has changed."""
        today = now.astimezone(UTC).date()
        if today > self._day:
            self._day = today
            self._seen.clear()
            self._left_out.clear()

    def _hash(self, ip: str, agent: str, what: str, *, now: datetime) -> bytes:
        parts = (ip_prefix(ip), agent[:AGENT_LENGTH].encode(errors="replace"))
        return self._keys.digest(b"\0".join((*parts, what.encode())), now=now)

    def _is_new(self, seen: bytes) -> bool:
        if seen in self._seen or len(self._seen) >= self._most_seen:
            return False
        self._seen.add(seen)
        return True
