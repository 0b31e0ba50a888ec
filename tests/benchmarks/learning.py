"""How good the filter is on a table of texts, what one comment costs it, and what it weighs.

    python -m tests.benchmarks.learning TABLE [--group COLUMN] [--on OTHER]

The table has the columns `spam` (0 or 1) and `text`. Beside the five folds, texts are told by what
is learned without their group: a video, a site.
"""

import argparse
import statistics
import time
import tracemalloc
from pathlib import Path

from ethreader.learning.evaluating import (
    SCORERS,
    Texts,
    figures,
    figures_in_folds,
    read_file,
    said_in_folds,
    said_of,
    shares,
)
from ethreader.learning.examples import seen
from ethreader.learning.features import look_at
from ethreader.learning.training import train
from ethreader.learning.weights import Weights, packed, unpacked

ROUNDS = 5


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--group", default="")
    parser.add_argument("--on", type=Path)
    given = parser.parse_args()
    texts, groups = read_file(given.table, group=given.group)
    _tell_quality(texts, groups=groups if given.group else [])
    if given.on:
        _tell_others(texts, read_file(given.on)[0])
    _tell_cost(train(seen(texts)), texts)


def _tell_quality(texts: Texts, *, groups: list[str]) -> None:
    for name, scorer in SCORERS.items():
        folds = figures_in_folds(texts, scorer)
        print(f"{name:22} 5 folds: area {folds.area:.3f}, recall at 1 % {folds.recall:.3f}")
        if groups:
            apart = figures_in_folds(texts, scorer, groups=groups)
            print(f"{'':22} by group: area {apart.area:.3f}, recall at 1 % {apart.recall:.3f}")
    for given in ([], groups) if groups else ([],):
        print(shares(said_in_folds(texts, groups=given), texts))


def _tell_others(texts: Texts, others: Texts) -> None:
    for name, scorer in SCORERS.items():
        found = figures(scorer(texts, others), others)
        print(f"{name:22} others: area {found.area:.3f}, recall at 1 % {found.recall:.3f}")
    print(f"of others: {shares(said_of(texts, others), others)}")


def _tell_cost(learned: Weights, texts: Texts) -> None:
    stored = packed(learned.by_number)
    tracemalloc.start()
    held = unpacked(stored)
    memory, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    times = []
    for each in texts:
        began = time.process_time()
        for _ in range(ROUNDS):
            learned.verdict(look_at(each.text))
        times.append((time.process_time() - began) / ROUNDS * 1000)
    print(
        f"{len(held)} features: {len(stored) / 1e3:.0f} kB stored, {memory / 1e6:.1f} MB held; "
        f"a comment takes {statistics.mean(times):.2f} ms, the longest {max(times):.2f} ms of CPU"
    )


if __name__ == "__main__":
    main()
