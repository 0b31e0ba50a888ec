"""What the desk is shown of the sums: nothing below five, and nothing to work it out from.

Every number, totals too, is rounded down to a multiple of five by itself. Whoever subtracts
some from others then gets a range, and never a number that was hidden.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

STEP = 5
DAYS = 30
MOST_READ = 10
# The picture's own units; the stylesheet stretches it to the width of the page.
BAR, GAP, HEIGHT = 10, 4, 120
STUB = 4  # The height of a day with fewer than five.


def shown(number: int) -> int | None:
    """Return a number as it is shown; `None` stands for “under 5”."""
    return number // STEP * STEP or None


@dataclass(frozen=True, kw_only=True)
class DayFigures:
    """A day as it is shown."""

    day: date
    visitors: int | None
    views: int | None


@dataclass(frozen=True, kw_only=True)
class PageFigures:
    """A page as it is shown: how often it was read in all these days."""

    path: str
    views: int


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A day in the picture."""

    day: DayFigures
    left: int
    top: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Figures:
    """All that the desk is shown."""

    days: tuple[DayFigures, ...]
    pages: tuple[PageFigures, ...]
    views: int | None
    is_empty: bool

    @property
    def highest(self) -> int | None:
        """The most visitors of a day: the picture's upper edge."""
        return max((each.visitors or 0 for each in self.days), default=0) or None

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The picture's bars; all days with fewer than five look alike."""
        return tuple(
            Bar(day=day, left=place * (BAR + GAP), top=HEIGHT - height, height=height)
            for place, day in enumerate(self.days)
            for height in [self._height(day)]
        )

    @property
    def width(self) -> int:
        """The picture's width."""
        return len(self.days) * (BAR + GAP) - GAP

    def _height(self, day: DayFigures) -> int:
        if day.visitors is None or self.highest is None:
            return STUB
        return max(round(HEIGHT * day.visitors / self.highest), 2 * STUB)


def figures(
    days: Iterable[date], *, by_day: Mapping[date, tuple[int, int]], by_path: Mapping[str, int]
) -> Figures:
    """Return what is shown of the sums: views and visitors by day, and views by page."""
    counted = [(day, *by_day.get(day, (0, 0))) for day in days]
    pages = [
        PageFigures(path=path, views=views)
        for path, number in by_path.items()
        if (views := shown(number)) is not None
    ]
    # By the numbers that are shown: an order by the true ones would tell of them.
    pages.sort(key=lambda page: (-page.views, page.path))
    return Figures(
        days=tuple(
            DayFigures(day=day, visitors=shown(visitors), views=shown(views))
            for day, views, visitors in counted
        ),
        pages=tuple(pages[:MOST_READ]),
        views=shown(sum(views for _, views, _ in counted)),
        is_empty=not by_day,
    )
