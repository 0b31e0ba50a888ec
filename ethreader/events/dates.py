"""When an event takes place: days with hours in a time zone, or days alone."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MIDNIGHT = time()
# IANA's name for “nobody has said where”: hours are shown as they were written.
UNKNOWN_ZONE = "Factory"
_DAY = timedelta(days=1)
_DAY_OR_HOUR = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?")


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
        message = "give a day like 2022-04-05, or a day with an hour like 2022-04-05T09:30"
        match = _DAY_OR_HOUR.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise ValueError(message)
        try:
            if match[2] == "24:00":
                return cls(day=date.fromisoformat(match[1]) + _DAY, hour=MIDNIGHT)
            hour = time.fromisoformat(match[2]) if match[2] else None
            return cls(day=date.fromisoformat(match[1]), hour=hour)
        except (ValueError, OverflowError):
            raise ValueError(message) from None


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
        """The aware moment from which it is over: the end of the day where the hour is unknown."""
        if self.ends_at is not None:
            return datetime.combine(self.last_day, self.ends_at, tzinfo=self.zone)
        if self.last_day == date.max:
            return datetime.combine(self.last_day, time.max, tzinfo=self.zone)
        return datetime.combine(self.last_day + _DAY, MIDNIGHT, tzinfo=self.zone)

    @property
    def ends_at_midnight(self) -> bool:
        """Whether it ends with a day, as people say it, and not at 0:00 of the next one."""
        return self.ends_at == MIDNIGHT and self.last_day > self.first_day

    @property
    def last_day_in_words(self) -> date:
        """The last day as people count: what ends at midnight ends with the day before."""
        return self.last_day - _DAY if self.ends_at_midnight else self.last_day
