"""When an event takes place: days with hours in a time zone, or days alone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ethreader.base.clock import NOON
from ethreader.base.days import not_a_moment, read_day
from ethreader.i18n.texts import gettext

MIDNIGHT = time()
# IANA's name for “nobody has said where”: hours are shown as they were written.
UNKNOWN_ZONE = "Factory"
_DAY = timedelta(days=1)
# For how long, at least, what begins at an hour and has no end counts as going on.
SHORTEST = timedelta(hours=6)
_DAY_OR_HOUR = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}))?")


@dataclass(frozen=True, kw_only=True)
class EventTime:
    """A day, with an hour or without, as an editor writes it."""

    day: date
    hour: time | None

    def __str__(self) -> str:
        return f"{self.day}T{self.hour:%H:%M}" if self.hour else f"{self.day}"

    @classmethod
    def parse(cls, text: object) -> "EventTime":
        """Read `2022-04-05` or `2022-04-05T09:30`; raises `ValueError` for anything else.

        The end of a day may be written as `24:00`: it is the next one's midnight.
        """
        match = _DAY_OR_HOUR.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise not_a_moment(text if isinstance(text, str) else "")
        if match[2] == "24:00":
            return cls(day=read_day(match[1]) + _DAY, hour=MIDNIGHT)
        try:
            hour = time.fromisoformat(match[2]) if match[2] else None
        except ValueError:
            raise not_a_moment(match[0]) from None
        return cls(day=read_day(match[1]), hour=hour)

    def is_skipped(self, zone: ZoneInfo) -> bool:
        """Tell whether the clocks go past this hour, as they do on a night in spring."""
        return self._in_utc(zone, fold=0) > self._in_utc(zone, fold=1)

    def refuse_if_skipped(self, zone: ZoneInfo, *, field: str) -> None:
        """Raise `ValueError` if the clocks never show this hour, or the calendar this day."""
        if self.is_skipped(zone) and self.hour is None:
            said = gettext("the calendar of %(zone)s has no %(day)s", zone=zone.key, day=self.day)
            raise ValueError(f"{field}: {said}")
        if self.is_skipped(zone):
            said = gettext(
                "on %(day)s the clocks of %(zone)s are put forward and never show %(hour)s; give "
                "an hour before or after that",
                day=self.day,
                zone=zone.key,
                hour=f"{self.hour:%H:%M}",
            )
            raise ValueError(f"{field}: {said}")

    def next_day_if_night_after(self, starts: "EventTime") -> str:
        """Return what to say where an end is of the day of the beginning, and of a night."""
        if self.day != starts.day or self.hour == starts.hour:
            return ""
        night = EventTime(day=self.day + timedelta(days=1), hour=self.hour)
        return gettext("; if it ends in the night, write %(moment)s", moment=night)

    def is_repeated(self, zone: ZoneInfo) -> bool:
        """Tell whether the clocks show this hour twice, as they do on a night in autumn."""
        return self._in_utc(zone, fold=0) < self._in_utc(zone, fold=1)

    def _in_utc(self, zone: ZoneInfo, *, fold: int) -> datetime:
        hour = (self.hour or NOON).replace(fold=fold)  # A day alone has no hour to be skipped.
        return datetime.combine(self.day, hour, tzinfo=zone).astimezone(UTC)


def zone_named(name: str) -> ZoneInfo:
    """Return a time zone, or `UNKNOWN_ZONE` where this computer knows none of that name.

    What is stored was known once; another computer may know other names.
    """
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return ZoneInfo(UNKNOWN_ZONE)


@dataclass(frozen=True, kw_only=True)
class Span:
    """From a day to a day, both included; hours are wall-clock times in `zone`, or unknown.

    `ends_at` may be unknown while `starts_at` is known ("from 18:00").
    """

    first_day: date
    last_day: date
    starts_at: time | None
    ends_at: time | None
    zone: ZoneInfo

    @property
    def begins(self) -> datetime:
        """The aware moment of the beginning: the first midnight where the hour is unknown."""
        return datetime.combine(self.first_day, self.starts_at or MIDNIGHT, tzinfo=self.zone)

    @property
    def ends(self) -> datetime:
        """The aware moment from which it is over.

        Where no hour is said it is the end of the last day: but what begins late in the evening
        goes on into the night.
        """
        if self.ends_at is not None:
            return datetime.combine(self.last_day, self.ends_at, tzinfo=self.zone)
        if self.last_day == date.max:
            return datetime.combine(self.last_day, time.max, tzinfo=self.zone)
        end_of_day = datetime.combine(self.last_day + _DAY, MIDNIGHT, tzinfo=self.zone)
        if self.starts_at is None:
            return end_of_day
        # In UTC, since the clocks may be changed in that night.
        later = max(end_of_day.astimezone(UTC), self.begins.astimezone(UTC) + SHORTEST)
        return later.astimezone(self.zone)

    @property
    def ends_at_midnight(self) -> bool:
        """Whether it ends with a day, as people say it, and not at 0:00 of the next one."""
        return self.ends_at == MIDNIGHT and self.last_day > self.first_day

    @property
    def last_day_in_words(self) -> date:
        """The last day as people count: what ends at midnight ends with the day before."""
        return self.last_day - _DAY if self.ends_at_midnight else self.last_day
