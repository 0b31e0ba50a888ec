"""Figures of interleaved rounds: medians, with how far they spread, and their ratios."""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Figure:
    """One thing, measured once a round."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        """What lies in the middle."""
        return statistics.median(self.rounds)

    @property
    def spread(self) -> float:
        """How far the least and the greatest lie apart, as a part of the median."""
        return (max(self.rounds) - min(self.rounds)) / self.median if self.median else 0.0

    def over(self, other: "Figure") -> "Figure":
        """Return the ratios of each round to the same round of another figure."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return Figure(tuple(mine / theirs for mine, theirs in pairs))


def figure(measured: list[T], part: Callable[[T], float]) -> Figure:
    """Return one figure of what was measured."""
    return Figure(tuple(part(each) for each in measured))


def interleaved(work: Mapping[str, Callable[[], T]], *, rounds: int) -> dict[str, list[T]]:
    """Do everything in turn, so many times; return what came of it, round by round."""
    measured: dict[str, list[T]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, each in work.items():
            measured[name].append(each())
    return measured
