"""When an event takes place: days with hours in a time zone, or days alone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


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
        return datetime.combine(self.first_day, self.starts_at or time(), tzinfo=self.zone)

    @property
    def ends(self) -> datetime:
        """The aware moment from which it is over: the end of the day where the hour is unknown."""
        if self.ends_at is not None:
            return datetime.combine(self.last_day, self.ends_at, tzinfo=self.zone)
        return datetime.combine(self.last_day + timedelta(days=1), time(), tzinfo=self.zone)

    def is_over(self, now: datetime) -> bool:
        """Tell whether all of it has passed."""
        return self.ends.astimezone(UTC) <= now
