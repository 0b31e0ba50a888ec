"""Floods of scripted comments, and a human meanwhile: `python -m tests.benchmarks.floods`.

Each flood meets a site of its own, on the real server with its limits on. It judges nothing: it
prints what got into the queue, and what somebody met who wrote by hand.
"""

import argparse
import secrets
import sqlite3
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_lowercase
from urllib.parse import urlencode

from tests.benchmarks.connection import Connection
from tests.benchmarks.posting import STAMP
from tests.browser.people import ARTICLE
from tests.browser.server import Site, demo_site
from tests.limits.many_visitors import addresses
from tests.limits.solving import challenge_in, packed, solution_of
from tests.visitors import HTMX, PLAIN

CONNECTIONS = 8
PAUSE = 0.5  # Seconds between two humans.
PATH = f"{ARTICLE}comments"


@dataclass
class Humans:
    """What those who write by hand met."""

    times: list[float] = field(default_factory=list)
    refused: int = 0
    asked: int = 0


class Sender:
    """One connection, whose proxy names any IP."""

    def __init__(self, site: Site) -> None:
        self._connection = Connection(site.port)
        status, page = self._connection.get(f"{PATH}/new")
        found = STAMP.search(page)
        assert status == 200
        assert found is not None
        self._stamp = found[1].decode()

    def close(self) -> None:
        """End its connection."""
        self._connection.close()

    def send(self, ip: str, *, way: dict[str, str], **more: str) -> tuple[int, str]:
        """Send a comment that nobody has sent before; return the status and the page."""
        # Of letters alone: among digits there would be a telephone number now and then.
        mark = "".join(secrets.choice(ascii_lowercase) for _ in range(12))
        fields = {"body": f"I was there. {mark}", "stamp": self._stamp, **more}
        headers = {**way, "X-Forwarded-For": ip}
        status, page = self._connection.post(PATH, urlencode(fields), headers)
        return status, page.decode()


def flood(site: Site, ip_of: Callable[[int], str], *, total: int) -> Counter[int]:
    """Send so many comments as fast as can be, without a proof; return the statuses."""
    met: list[Counter[int]] = []

    def part(first: int) -> None:
        sender, statuses = Sender(site), Counter[int]()
        for number in range(first, total, CONNECTIONS):
            statuses[sender.send(ip_of(number), way=PLAIN)[0]] += 1
        met.append(statuses)

    threads = [threading.Thread(target=part, args=(first,)) for first in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(met, Counter())


def write_by_hand(site: Site, humans: Humans, *, is_over: threading.Event) -> None:
    """Send a comment now and then, as a browser with scripts does; each by another provider."""
    number = 0
    while not is_over.wait(PAUSE):
        number += 1
        ip, begin = f"{11 + number % 80}.{number // 80}.1.1", time.perf_counter()
        sender, more = Sender(site), {"key": secrets.token_hex(16)}
        status, page = sender.send(ip, way=HTMX, **more)
        if status == 422:
            humans.asked += 1
            more["altcha"] = packed(solution_of(challenge_in(page)))
            status, _ = sender.send(ip, way=HTMX, **more)
        if status == 201:
            humans.times.append(time.perf_counter() - begin)
        else:
            humans.refused += 1


def stored(site: Site) -> str:
    """Say how many comments came in, by what was noted of them."""
    rows = sqlite3.connect(f"file:{site.instance / 'ethreader.sqlite3'}?mode=ro", uri=True)
    try:
        found = rows.execute(
            "SELECT state, flags, count(*) FROM comment WHERE body LIKE 'I was there.%' "
            "GROUP BY state, flags"
        ).fetchall()
    finally:
        rows.close()
    return "; ".join(f"{count} {state} {flags}" for state, flags, count in found)


def measure(name: str, ip_of: Callable[[int], str], *, total: int) -> None:
    """Flood a site, write by hand meanwhile, and print what was found."""
    humans, is_over = Humans(), threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        site = demo_site(
            Path(folder) / "instance", ETHREADER_LIMITS="on", ETHREADER_TRUSTED_PROXIES="1"
        )
        try:
            beside = threading.Thread(
                target=write_by_hand, args=(site, humans), kwargs={"is_over": is_over}
            )
            begin = time.perf_counter()
            beside.start()
            met = flood(site, ip_of, total=total)
            seconds = time.perf_counter() - begin
            is_over.set()
            beside.join()
            print(f"{name}: {total:,} in {seconds:.1f} s; statuses {dict(met)}")
            print(f"  in the database, with those written by hand: {stored(site)}")
            print(f"  {said_of(humans)}", flush=True)
        finally:
            site.stop()


def said_of(humans: Humans) -> str:
    """Say what happened to those who wrote by hand."""
    times = sorted(humans.times) or [float("nan")]
    return (
        f"by hand: {len(humans.times)} stored, {humans.refused} refused, {humans.asked} asked for "
        f"a proof; median {statistics.median(times) * 1000:.0f} ms, longest "
        f"{times[-1] * 1000:.0f} ms"
    )


def main() -> None:
    """Flood from one place, and from a thousand."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.floods", description=__doc__)
    parser.add_argument("--total", type=int, default=10_000)
    total = parser.parse_args().total
    many = [*addresses(1000)]
    measure("one visitor", lambda _number: "203.0.113.7", total=total)
    measure("1,000 visitors", lambda number: many[number % 1000], total=total)


if __name__ == "__main__":
    main()
