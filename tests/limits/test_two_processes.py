"""Two processes of the site, each with its own memory, count one visitor by one Redis."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import cycle, islice
from pathlib import Path

import pytest

from ethreader.web.shared_memory import AWAY
from tests.benchmarks.floods import Sender
from tests.browser.server import Site, demo_site
from tests.limits.redis_server import RedisServer
from tests.visitors import PLAIN

pytestmark = pytest.mark.long

IP = "203.0.113.7"


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with RedisServer(tmp_path) as server:
        yield server


@pytest.fixture
def sites(tmp_path: Path, redis: RedisServer) -> Iterator[list[Site]]:
    """Two servers that share nothing else: not even the database."""
    with ExitStack() as stack:
        started = []
        for name in ("one", "other"):
            site = demo_site(
                tmp_path / name,
                ETHREADER_REDIS_URL=redis.url,
                ETHREADER_LIMITS="on",
                ETHREADER_TRUSTED_PROXIES="1",
            )
            stack.callback(site.stop)
            started.append(site)
        yield started


def sent_by_turns(sites: list[Site], *, count: int = 60, ip: str = IP) -> Counter[int]:
    """Send so many comments, each to the next of the servers."""
    with ExitStack() as stack:
        senders = [stack.enter_context(closing(Sender(site))) for site in sites]
        turns = islice(cycle(senders), count)
        return Counter(sender.send(ip, way=PLAIN)[0] for sender in turns)


def test_one_visitor_is_counted_once_and_a_redis_that_dies_stops_nobody(
    sites: list[Site], redis: RedisServer
) -> None:
    together = sent_by_turns(sites)
    elsewhere = sent_by_turns(sites, count=2, ip="198.51.100.9")

    redis.kill()
    alone = [sent_by_turns([site]) for site in sites]

    assert together == {303: 50, 429: 10}
    assert elsewhere == {303: 2}
    assert alone == [{303: 50, 429: 10}] * 2  # Each by itself, and with limits still.
    assert [AWAY in site.log for site in sites] == [True, True]
    assert [IP in site.log for site in sites] == [False, False]
