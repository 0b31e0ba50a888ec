"""Commenters, as many as are wanted: each sends the next comment when the last is acknowledged."""

import re
import secrets
import sqlite3
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks.connection import Connection
from tests.benchmarks.servers import Server
from tests.words import new_text

STAMP = re.compile(rb'name="?stamp"? value="?([^" >]+)')
LONG = 20  # Words: as long as comments are.


@dataclass(frozen=True, kw_only=True)
class Posted:
    """What was acknowledged, in how many seconds, and what it took of the server's processor."""

    seconds: float
    times: list[float]
    refused: int
    cpu: float

    @property
    def acknowledged(self) -> int:
        """How many comments the server said it has."""
        return len(self.times)

    @property
    def rate(self) -> float:
        """Comments a second."""
        return self.acknowledged / self.seconds

    @property
    def p99(self) -> float:
        """The milliseconds within which nearly all were acknowledged."""
        return statistics.quantiles(self.times, n=100, method="inclusive")[98] * 1000


class Commenter:
    """A browser that sends one comment after the other on one connection."""

    def __init__(self, server: Server, slug: str, *, stamp: str) -> None:
        self._path = f"/events/{slug}/comments"
        self._connection = Connection(server.port)
        self._stamp = stamp
        self.times: list[float] = []
        self.refused = 0

    def send(self) -> str:
        """Send a comment that is like none before, or it would be held; return its text."""
        body = new_text(LONG)
        key = secrets.token_hex(16)
        fields = {"body": body, "name": "Mira", "stamp": self._stamp, "key": key}
        begin = time.perf_counter()
        status, _ = self._connection.post(self._path, urlencode(fields))
        if status == 303:
            self.times.append(time.perf_counter() - begin)
        else:
            self.refused += 1
        return body

    def send_until(self, end: float, *, pause: float = 0.0) -> None:
        """Send until that moment of the clock, and pause between the beginnings."""
        following = time.perf_counter()
        while (now := time.perf_counter()) < end:
            if now < following:
                time.sleep(following - now)
            following += pause
            self.send()
        self.close()

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def stamp_of(server: Server, slug: str) -> str:
    """Open the form and return its token; limits have none."""
    connection = Connection(server.port)
    status, page = connection.get(f"/events/{slug}/comments/new")
    connection.close()
    found = STAMP.search(page)
    return found[1].decode() if status == 200 and found else ""


def post(server: Server, slug: str, *, connections: int, seconds: float) -> Posted:
    """Send comments on so many connections for so long; what was sent is waited for."""
    stamp = stamp_of(server, slug)
    commenters = [Commenter(server, slug, stamp=stamp) for _ in range(connections)]
    used, begin = server.cpu, time.perf_counter()
    threads = [
        threading.Thread(target=each.send_until, args=(begin + seconds,)) for each in commenters
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - begin
    times = [each for commenter in commenters for each in commenter.times]
    return Posted(
        seconds=taken,
        times=times,
        refused=sum(each.refused for each in commenters),
        cpu=(server.cpu - used) * 1000 / max(len(times), 1),
    )


def stored(file: Path) -> int:
    """Count the comments that a database holds."""
    rows = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        count: int = rows.execute("SELECT count(*) FROM comment").fetchone()[0]
        return count
    finally:
        rows.close()
