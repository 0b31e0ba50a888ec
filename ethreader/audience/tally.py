"""The count of the day, in this process's memory alone.

It remembers that somebody has read a page as one keyed hash of both: the pages of one visitor
cannot be put together. With the day's key all of it is gone.
"""

import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ethreader.audience.models import WHOLE_SITE
from ethreader.audience.sums import PageDay, Sums
from ethreader.web.visitors import VisitorKeys, ip_prefix, until_new_names

MOST_SEEN = 100_000  # Hashes; about 10 MB. A flood beyond it counts as views, not as visitors.
MOST_LEFT_OUT = 1_000
AGENT_LENGTH = 300  # Characters; beyond, a browser says nothing that tells it from another.
DESK = "desk"  # No path: those begin with a slash.


@dataclass(slots=True)
class _Counts:
    """How often a page was read today, and by how many."""

    views: int = 0
    visitors: int = 0


class Tally:
    """Counts, and hands out the sums to be written."""

    def __init__(self, *, most_seen: int = MOST_SEEN) -> None:
        self._lock = threading.Lock()
        self._keys = VisitorKeys()
        self._day = date.min
        self._until = datetime.min.replace(tzinfo=UTC)
        self._seen: set[bytes] = set()
        self._left_out: set[bytes] = set()
        self._most_seen = most_seen
        self._today: dict[str, _Counts] = {}  # A page waits for this: no day in its keys.
        self._sums = Sums()

    def note(self, path: str, *, ip: str, agent: str, now: datetime) -> None:
        """Count one reading of a page."""
        with self._lock:
            if now >= self._until:
                self._turn_page(now)
            visitor = _visitor(ip, agent)
            if self._left_out and self._hash(visitor, DESK, now=now) in self._left_out:
                return
            page, site = self._of_today(path), self._of_today(WHOLE_SITE)
            page.views += 1
            site.views += 1
            if self._is_new(self._hash(visitor, path, now=now)):
                page.visitors += 1
                # Whoever has read this page before has been on the site before.
                site.visitors += self._is_new(self._hash(visitor, WHOLE_SITE, now=now))

    def leave_out(self, *, ip: str, agent: str, now: datetime) -> None:
        """Count no more of a visitor today: a moderator at work is no reader."""
        with self._lock:
            if now >= self._until:
                self._turn_page(now)
            if len(self._left_out) < MOST_LEFT_OUT:
                self._left_out.add(self._hash(_visitor(ip, agent), DESK, now=now))

    def take(self) -> Sums:
        """Hand out what was counted since the last time."""
        with self._lock:
            self._fold_today()
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
        self._until = now + until_new_names(now)
        if today > self._day:
            self._fold_today()
            self._day = today
            self._seen.clear()
            self._left_out.clear()

    def _of_today(self, path: str) -> "_Counts":
        counts = self._today.get(path)
        if counts is None:
            counts = self._today[path] = _Counts()
        return counts

    def _fold_today(self) -> None:
        for path, counts in self._today.items():
            self._sums.views[PageDay(self._day, path)] += counts.views
            self._sums.visitors[PageDay(self._day, path)] += counts.visitors
        self._today.clear()

    def _hash(self, visitor: bytes, what: str, *, now: datetime) -> bytes:
        return self._keys.digest(b"\0".join((visitor, what.encode())), now=now)

    def _is_new(self, seen: bytes) -> bool:
        if seen in self._seen or len(self._seen) >= self._most_seen:
            return False
        self._seen.add(seen)
        return True


def _visitor(ip: str, agent: str) -> bytes:
    return b"\0".join((ip_prefix(ip), agent[:AGENT_LENGTH].encode(errors="replace")))
