"""Time zones as calendars want them (RFC 5545, 3.6.5): when the clocks change, and by how much.

`icalendar` makes such rules as well, but takes some onsets by the clocks as they are after the
change: 3:00 in Vienna's spring, and calendars are then an hour late until noon.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

# Fewer than any zone lets pass between two changes of its clocks.
STEP = timedelta(days=7)
SECOND = timedelta(seconds=1)
# Further than this nobody knows how clocks will be set.
MOST_YEARS = 50


@dataclass(frozen=True, kw_only=True)
class Observance:
    """What clocks show beside UTC; of two changes that lead to the same one, it is one rule."""

    offset: timedelta
    is_daylight: bool
    name: str

    @classmethod
    def at(cls, moment: datetime, zone: ZoneInfo) -> "Observance":
        """Return what the clocks of a zone show at a moment."""
        local = moment.astimezone(zone)
        return cls(
            offset=local.utcoffset() or timedelta(),
            is_daylight=bool(local.dst()),
            name=local.tzname() or zone.key,
        )


def vtimezone(zone: ZoneInfo, *, first_year: int, last_year: int) -> Timezone:
    """Return the rules of a zone that hold in some years."""
    component = Timezone()
    component.add("tzid", zone.key)
    begins = datetime(max(first_year - 1, 2), 1, 1, tzinfo=UTC)
    ends = datetime(min(last_year + 2, first_year + MOST_YEARS, 9998), 1, 1, tzinfo=UTC)
    first = Observance.at(begins, zone)
    component.add_component(_rule(first, before=first.offset, onsets=[begins]))
    rules: dict[tuple[Observance, timedelta], list[datetime]] = {}
    for onset, before, after in changes(zone, begins=begins, ends=ends):
        rules.setdefault((after, before.offset), []).append(onset)
    for (after, offset_before), onsets in rules.items():
        component.add_component(_rule(after, before=offset_before, onsets=onsets))
    return component


@lru_cache(maxsize=100)
def changes(
    zone: ZoneInfo, *, begins: datetime, ends: datetime
) -> tuple[tuple[datetime, Observance, Observance], ...]:
    """Return when the clocks of a zone change between two moments, from what, and to what."""
    return tuple(_changes(zone, begins, ends))


def _changes(
    zone: ZoneInfo, moment: datetime, ends: datetime
) -> Iterator[tuple[datetime, Observance, Observance]]:
    before = Observance.at(moment, zone)
    while moment < ends:
        after = Observance.at(moment + STEP, zone)
        if after != before:
            onset = _onset(zone, moment, moment + STEP)
            yield onset, before, after
        moment, before = moment + STEP, after


def _onset(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """Return the first second at which the clocks are set as they are at the later moment."""
    new = Observance.at(late, zone)
    while late - early > SECOND:
        middle = early + timedelta(seconds=(late - early) // SECOND // 2)
        if Observance.at(middle, zone) == new:
            late = middle
        else:
            early = middle
    return late


def _rule(
    after: Observance, *, before: timedelta, onsets: list[datetime]
) -> TimezoneStandard | TimezoneDaylight:
    """Return a rule; its onsets are told by the clocks as they were before the change."""
    rule = TimezoneDaylight() if after.is_daylight else TimezoneStandard()
    first, *others = [(onset + before).replace(tzinfo=None) for onset in onsets]
    rule.add("dtstart", first)
    if others:
        rule.add("rdate", others)
    rule.add("tzoffsetfrom", before)
    rule.add("tzoffsetto", after.offset)
    rule.add("tzname", after.name)
    return rule
