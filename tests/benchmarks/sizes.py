"""How much is measured: the whole takes a quarter of an hour, the quick one two minutes."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Rounds, seconds and counts."""

    rounds: int
    seconds: float  # Of each measurement.
    comments: int  # Under each article.
    seen: int  # Comments that a reader waits for, a round.
    mixed: float  # Seconds of each half of the mixed load.
    flushes: int  # Seconds of posting while flushes are counted.
    requests: int  # Until memory is looked at again.
    threads: tuple[int, ...]
    events: tuple[int, ...]
    asked: int  # Times that a page is built for its median.


WHOLE = Sizes(
    rounds=5,
    seconds=3,
    comments=100,
    seen=40,
    mixed=20,
    flushes=5,
    requests=1_000_000,
    threads=(100, 1_000, 10_000, 100_000),
    events=(10, 100, 1_000, 10_000),
    asked=15,
)
QUICK = Sizes(
    rounds=2,
    seconds=1,
    comments=100,
    seen=10,
    mixed=4,
    flushes=2,
    requests=20_000,
    threads=(100, 1_000),
    events=(10, 100),
    asked=5,
)
