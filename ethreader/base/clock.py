"""The time: now, and what is kept of a moment when its hour may go."""

from datetime import UTC, date, datetime
from datetime import time as time_of_day
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


class Clock:
    """Tells the time; whoever asks hands the moment to the rules. A test brings one of its own."""

    def now(self) -> datetime:
        """Return the current moment, aware, in UTC."""
        return datetime.now(UTC)


NOON = time_of_day(12)


def truncate_to_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return what is kept of a moment once nobody needs its hour: its day, as noon in UTC.

    Noon, so that it is the same day wherever it is read.
    """
    return datetime.combine(moment.astimezone(zone).date(), NOON, tzinfo=UTC)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """Return the day of a moment, or the one that is left of it."""
    in_utc = moment.astimezone(UTC)
    return in_utc.date() if in_utc.time() == NOON else moment.astimezone(zone).date()


@cache
def time_zone_names() -> frozenset[str]:
    """Return the IANA names of all time zones; they are read from files, so once is enough."""
    return frozenset(available_timezones())
