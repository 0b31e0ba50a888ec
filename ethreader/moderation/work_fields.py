"""What moderators did in some time, as numbers: received, decided, the median wait, the reasons."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median_low

from ethreader.audience.figures import shown
from ethreader.comments.log import Reason
from ethreader.comments.models import State

DAYS = 90
WEEK = timedelta(days=7)
# The picture's own units; the stylesheet stretches it to the width of the page.
BAR, GAP, HEIGHT = 10, 8, 120


@dataclass(frozen=True, kw_only=True)
class Decided:
    """How many comments were decided alike, by day, wait, outcome and reason."""

    day: date
    waited: int
    """whole days, from its arrival to its first decision"""

    outcome: State
    reason: Reason | None
    count: int


@dataclass(frozen=True, kw_only=True)
class Span:
    """What came in and what was decided within some days."""

    first: date
    last: date
    received: int
    decided: Sequence[Decided] = field(repr=False)

    @property
    def decided_count(self) -> int:
        """How many comments had their first decision."""
        return sum(each.count for each in self.decided)

    def outcome_count(self, outcome: str) -> int:
        """Return how many of them were decided so."""
        return sum(each.count for each in self.decided if each.outcome == outcome)

    @property
    def median_wait(self) -> int | None:
        """The days within which half of them were decided; `None` where none was."""
        waits = [each.waited for each in self.decided for _ in range(each.count)]
        return median_low(waits) if waits else None

    @property
    def reasons(self) -> list[tuple[Reason | None, int]]:
        """Why some were not published, the most usual first; `None` for no reason."""
        counted: Counter[Reason | None] = Counter()
        for each in self.decided:
            if each.outcome is State.REJECTED:
                counted[each.reason] += each.count
        return counted.most_common()


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar of the picture."""

    left: int
    top: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A whole span, and its weeks as bars: what came in beside what was decided."""

    whole: Span
    weeks: tuple[Span, ...]

    @property
    def highest(self) -> int:
        """The most of a week: the picture's upper edge."""
        return max((max(each.received, each.decided_count) for each in self.weeks), default=0)

    @property
    def width(self) -> int:
        """The picture's width."""
        return len(self.weeks) * (2 * BAR + GAP) - GAP

    @property
    def bars(self) -> list[tuple[Span, Bar, Bar]]:
        """Each week with its two bars."""
        return [
            (
                week,
                self._bar(week.received, left=place * (2 * BAR + GAP)),
                self._bar(week.decided_count, left=place * (2 * BAR + GAP) + BAR),
            )
            for place, week in enumerate(self.weeks)
        ]

    def _bar(self, number: int, *, left: int) -> Bar:
        height = round(HEIGHT * number / self.highest) if self.highest else 0
        return Bar(left=left, top=HEIGHT - height, height=height)


def weeks_until(last: date) -> list[tuple[date, date]]:
    """Return the weeks of the last 90 days, the oldest first, which is a short one."""
    ends = [last - number * WEEK for number in range(-(-DAYS // 7))]
    first = last - timedelta(days=DAYS - 1)
    return [(max(end - timedelta(days=6), first), end) for end in reversed(ends)]


def span_of(
    first: date, last: date, *, received: dict[date, int], decided: Iterable[Decided]
) -> Span:
    """Return what falls within some days."""
    return Span(
        first=first,
        last=last,
        received=sum(count for day, count in received.items() if first <= day <= last),
        decided=[each for each in decided if first <= each.day <= last],
    )


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What everybody may know: multiples of five, each by itself; `None` for fewer than five."""

    first: date
    last: date
    received: int | None
    published: int | None
    declined: int | None
    spam: int | None
    median_wait: int | None
    reasons: tuple[tuple[Reason, int | None], ...]


def totals_of(span: Span) -> Totals:
    """Return what everybody may know of a span; every reason is there, in the same order."""
    reasons = dict(span.reasons)
    return Totals(
        first=span.first,
        last=span.last,
        received=shown(span.received),
        published=shown(span.outcome_count(State.PUBLISHED)),
        declined=shown(span.outcome_count(State.REJECTED)),
        spam=shown(span.outcome_count(State.SPAM)),
        median_wait=span.median_wait if shown(span.decided_count) else None,
        reasons=tuple(
            (reason, shown(reasons.get(reason, 0)))
            for reason in Reason
            if reason is not Reason.FITS
        ),
    )
