"""Who has reported what today: in this process's memory alone, and gone with the day.

It remembers one keyed hash of a neighbourhood of the network and a comment together. So one
reader counts once, and nobody can tell who reported, or what else somebody has reported.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from flask import Flask

from ethreader.web.visitors import VisitorKeys, ip_prefix


def init_app(app: Flask) -> None:
    """Remember from now on."""
    app.extensions["reporters"] = Reporters()


class Reporters:
    """Tells whether a report is the first of its kind from one place."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys = VisitorKeys()
        self._day = date.min
        self._heard: set[bytes] = set()

    @contextmanager
    def once(self, public_id: str, *, ip: str, now: datetime) -> Iterator[bool]:
        """Tell whether this place reports the comment for the first time today.

        What is done within counts only if it succeeds.
        """
        heard = self._hash(public_id, ip, now=now)
        is_first = self._hear(heard, now=now)
        try:
            yield is_first
        except BaseException:
            if is_first:
                with self._lock:
                    self._heard.discard(heard)
            raise

    def _hear(self, heard: bytes, *, now: datetime) -> bool:
        today = now.astimezone(UTC).date()
        with self._lock:
            if today > self._day:
                self._day = today
                self._heard.clear()
            is_first = heard not in self._heard
            self._heard.add(heard)
        return is_first

    def _hash(self, public_id: str, ip: str, *, now: datetime) -> bytes:
        # Whoever rents a whole network is still one reader: see `ip_prefix`.
        place = ip_prefix(ip) or ip.encode(errors="replace")
        return self._keys.digest(b"\0".join((public_id.encode(), place)), now=now)
