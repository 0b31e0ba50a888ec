"""Comments: how many are stored durably in a second, and how soon a reader sees one."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks.bare import OWN, make_own
from tests.benchmarks.connection import Connection
from tests.benchmarks.figures import Figure, figure, interleaved
from tests.benchmarks.instance import HELD, OPEN, Filled, article
from tests.benchmarks.posting import Commenter, Posted, post, stamp_of, stored
from tests.benchmarks.reading import PAGE, Beside, keep_for_limit
from tests.benchmarks.servers import Server, limit, site
from tests.benchmarks.sizes import Sizes

NEWEST = f"{article(OPEN)}?order=newest"  # Where a new comment stands first.


def writing(filled: Filled, sizes: Sizes) -> list[Beside]:
    """Measure what is acknowledged on one connection and on eight, and count what is stored."""
    make_own(filled.folder)
    with site(filled.instance) as mine, limit("bare", filled.folder) as bare:
        work: dict[str, Callable[[], Posted]] = {}
        for connections in (1, 8):
            for key, server, file in (
                (f"site {connections}", mine, filled.database),
                (f"limit {connections}", bare, filled.folder / OWN),
            ):
                work[key] = partial(_counted, server, file, connections, sizes.seconds)
        found = interleaved(work, rounds=sizes.rounds)
    return [_beside(found, connections) for connections in (1, 8)]


def _beside(found: dict[str, list[Posted]], connections: int) -> Beside:
    mine, theirs = found[f"site {connections}"], found[f"limit {connections}"]
    total = sum(each.acknowledged for each in mine)
    return Beside(
        f"comments stored, {connections} connection{'s' if connections > 1 else ''}",
        site=figure(mine, lambda each: each.rate),
        limit=figure(theirs, lambda each: each.rate),
        p99=figure(mine, lambda each: each.p99),
        cpu=figure(mine, lambda each: each.cpu),
        limit_cpu=figure(theirs, lambda each: each.cpu),
        note=f"{total:,} acknowledged, as many stored",
    )


def _counted(server: Server, file: Path, connections: int, seconds: float) -> Posted:
    """Post, and make sure that each acknowledged comment is stored, and no other one."""
    before = stored(file)
    posted = post(server, HELD, connections=connections, seconds=seconds)
    assert not posted.refused
    assert stored(file) - before == posted.acknowledged
    return posted


def until_seen(filled: Filled, sizes: Sizes) -> dict[str, Figure]:
    """Measure the milliseconds from sending a comment until a reader's page has it.

    Beside it two bare requests: an insert, and a page from memory.
    """
    make_own(filled.folder)
    with site(filled.instance) as mine:
        keep_for_limit(mine, filled)
        with limit("bare", filled.folder) as bare, limit("fixed", filled.folder) as fixed:
            work = {
                "site": partial(_seen, mine, mine, NEWEST, sizes.seen),
                "two bare requests": partial(_seen, bare, fixed, PAGE, sizes.seen),
            }
            found = interleaved(work, rounds=sizes.rounds)
    return {name: Figure(tuple(rounds)) for name, rounds in found.items()}


def _seen(writes: Server, reads: Server, path: str, times: int) -> float:
    commenter = Commenter(writes, OPEN, stamp=stamp_of(writes, OPEN))
    reader = Connection(reads.port)
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        body = commenter.send().encode()
        _, page = reader.get(path)
        taken.append(time.perf_counter() - begin)
        assert writes is not reads or body in page
    reader.close()
    commenter.close()
    return statistics.median(taken) * 1000
