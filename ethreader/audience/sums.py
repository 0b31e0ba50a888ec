"""What was counted, on its way from memory into the database."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class PageDay(NamedTuple):
    """A page on a day."""

    day: date
    path: str


@dataclass
class Sums:
    """What was counted and is not written yet."""

    views: Counter[PageDay] = field(default_factory=Counter)
    visitors: Counter[PageDay] = field(default_factory=Counter)
