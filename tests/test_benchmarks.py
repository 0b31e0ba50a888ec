"""The benchmark's parts on tiny sizes: what they count is true; how long it takes, nobody asks.

Without `wrk`, which only the benchmark itself needs.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from ethreader.search.commands import rebuild
from tests.benchmarks import growth, report, searching, walks
from tests.benchmarks.bare import OWN, make_own
from tests.benchmarks.connection import Connection
from tests.benchmarks.figures import Figure
from tests.benchmarks.found import Found
from tests.benchmarks.instance import HELD, OPEN, Filled, article, filled
from tests.benchmarks.mixed import Mixed, Moderator
from tests.benchmarks.posting import Commenter, post, stamp_of, stored
from tests.benchmarks.reading import GZIP, PAGE, Beside, keep_for_limit, same_bytes, same_rows
from tests.benchmarks.servers import Server, limit, site
from tests.benchmarks.sizes import QUICK
from tests.benchmarks.weight import Flushes, Held
from tests.benchmarks.words import fill
from tests.times import utcnow

pytestmark = pytest.mark.long

TINY = replace(QUICK, threads=(100, 200), events=(1, 2), asked=1)
MOMENT = 0.2  # Seconds of posting.


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """An instance that is filled once."""
    return filled(tmp_path_factory.mktemp("benchmark"), comments=100)


@pytest.fixture(scope="module")
def server(place: Filled) -> Iterator[Server]:
    """The site on it, which makes every page anew."""
    with site(place.instance, ETHREADER_KEPT_PAGES="0") as server:
        yield server


def test_limits_give_out_the_same(place: Filled, server: Server) -> None:
    tag = keep_for_limit(server, place)
    with limit("fixed", place.folder) as fixed, limit("bare", place.folder) as bare:
        same_bytes(server, fixed)
        asking = Connection(fixed.port)
        status, _ = asking.get(PAGE, {**GZIP, "If-None-Match": tag})
        asking.close()

        assert status == 304
        assert same_rows(server, bare).startswith("97 comments")


def test_what_is_acknowledged_is_stored(place: Filled, server: Server) -> None:
    make_own(place.folder)
    with limit("bare", place.folder) as bare:
        for each, file in ((server, place.database), (bare, place.folder / OWN)):
            before = stored(file)
            posted = post(each, HELD, connections=2, seconds=MOMENT)

            assert posted.refused == 0
            assert stored(file) - before == posted.acknowledged > 0


def test_moderator_decides_on_what_waits(place: Filled, server: Server) -> None:
    commenter = Commenter(server, HELD, stamp=stamp_of(server, HELD))
    commenter.send()
    commenter.close()
    moderator = Moderator(server, place.cookie, end=time.perf_counter() + MOMENT)

    moderator.run()

    assert (moderator.decided, moderator.refused) == (1, 0)


def test_comment_is_seen_where_it_is_looked_for(server: Server) -> None:
    commenter = Commenter(server, OPEN, stamp=stamp_of(server, OPEN))
    body = commenter.send().encode()
    commenter.close()
    reader = Connection(server.port)
    _, page = reader.get(f"{article(OPEN)}?order=newest")
    reader.close()

    assert body in page


def test_all_processes_are_weighed(server: Server) -> None:
    assert [each.name for each in server.memory] == ["site"]
    assert all(0 < each.pss <= each.rss for each in server.memory)
    assert server.cpu > 0


def test_document_is_written_from_what_was_found(tmp_path: Path) -> None:
    found = Found(
        sizes=TINY,
        beside=[beside(name) for name in ("kept, 1", "304, 1", "built anew", "comments stored, 1")],
        seen={"site": Figure((2.0, 4.0)), "two bare requests": Figure((1.0, 1.0))},
        mixed=undisturbed(),
        threads=growth.of_threads(tmp_path, TINY.threads, asked=1),
        events=growth.of_events(tmp_path, TINY.events, asked=1),
        walks=walks.walks(tmp_path, size=60),
        memory=[Held(0, [])],
        start=Figure((1.0,)),
        flushes=[Flushes(1, 10, 10)],
    )

    report.write(found, tmp_path)

    text = (tmp_path / "speed.md").read_text(encoding="utf-8")
    assert f"on {utcnow():%-d %B %Y}" in text
    assert "| built anew | 2 ±50 % | 4 ±0 % | **0.50** | 0.5 |" in text
    assert "| from sending a comment until a reader’s page has it | 3.0 ms" in text
    assert [(walk.missed, walk.twice) for walk in found.walks] == [(0, 0)] * 3
    sizes = {(each.queries, each.bytes) for each in found.threads if "with its" in each.place}
    assert len(sizes) == 1
    for name in ("speed-limits.svg", "speed-growth.svg"):
        assert ET.parse(tmp_path / name).getroot().tag.endswith("svg")


def beside(name: str) -> Beside:
    mine, theirs = Figure((1.0, 3.0)), Figure((4.0, 4.0))
    return Beside(name, site=mine, limit=theirs, p99=mine, cpu=mine, limit_cpu=mine)


def undisturbed() -> Mixed:
    one = Figure((1.0,))
    return Mixed(
        quiet=one,
        busy=one,
        quiet_rate=one,
        busy_rate=one,
        posts=50.0,
        decisions=1,
        refused=0,
        lost=0,
    )


def test_search_is_asked_beside_like_on_what_was_filled(app: Flask, tmp_path: Path) -> None:
    fill(tmp_path, comments=20, events=3)
    rebuild()

    lines = list(searching.lines_of(searching.Size(comments=20, events=3, asked=1)))

    assert [line.split(" | ")[0] for line in lines] == [f"| {title}" for title in searching.QUERIES]
