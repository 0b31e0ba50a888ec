"""Everything that a run has found, and how it is found: one thing after the other."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import growth, walks
from tests.benchmarks.figures import Figure
from tests.benchmarks.growth import Cost
from tests.benchmarks.instance import Filled, filled
from tests.benchmarks.mixed import Mixed, mixed
from tests.benchmarks.reading import Beside, reading
from tests.benchmarks.sizes import Sizes
from tests.benchmarks.weight import Flushes, Held, first_page, flushes, memory
from tests.benchmarks.writing import until_seen, writing


@dataclass(frozen=True, kw_only=True)
class Found:
    """What docs/speed.md is written from."""

    sizes: Sizes
    beside: list[Beside]
    seen: dict[str, Figure]
    mixed: Mixed
    threads: list[Cost]
    events: list[Cost]
    walks: list[walks.Walk]
    memory: list[Held]
    start: Figure
    flushes: list[Flushes]


def measured(sizes: Sizes, *, tell: Callable[[str], None]) -> Found:
    """Measure all of it, each in a fresh instance; `tell` hears what is being done."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)

        def fresh(words: str) -> Filled:
            tell(words)
            folder = Path(tempfile.mkdtemp(dir=home))
            return filled(folder, comments=sizes.comments)

        read = reading(fresh("Reading an article."), sizes)
        written = writing(fresh("Storing comments."), sizes)
        seen = until_seen(fresh("Sending a comment until a reader sees it."), sizes)
        busy = mixed(fresh("Readers, commenters and a moderator at once."), sizes)
        flushed = flushes(fresh("Counting flushes."), sizes)
        weighed = fresh("Starts and memory.")
        start = Figure(tuple(first_page(weighed, times=sizes.rounds)))
        held = memory(weighed, sizes)
        tell("Growing threads and lists.")
        return Found(
            sizes=sizes,
            beside=[*read, *written],
            seen=seen,
            mixed=busy,
            flushes=flushed,
            start=start,
            memory=held,
            threads=growth.of_threads(home, sizes.threads, asked=sizes.asked),
            events=growth.of_events(home, sizes.events, asked=sizes.asked),
            walks=walks.walks(home),
        )
