"""Days, hours and countries in words, for templates."""

from calendar import month_name
from datetime import date, time

from ethreader.events.dates import Span
from ethreader.events.models import Attendance, Role, Status

ROLES = {
    Role.HOST: "Host",
    Role.CO_HOST: "Co-host",
    Role.SUPPORTER: "Supported by",
    Role.FUNDER: "Funded by",
}
STATUSES = {
    Status.PLANNED: "Planned",
    Status.POSTPONED: "Postponed",
    Status.RESCHEDULED: "New date",
    Status.CANCELLED: "Cancelled",
}
ATTENDANCES = {
    Attendance.IN_PERSON: "In person",
    Attendance.ONLINE: "Online",
    Attendance.BOTH: "In person and online",
}
MONTHS = tuple(month_name[1:])


def spoken_day(day: date) -> str:
    """Return a day in words, for example “5 April 2022”."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spoken_days(span: Span) -> str:
    """Return the days of a span in words, no part said twice: “4–6 April 2022”."""
    first, last = span.first_day, span.last_day
    if first == last:
        return spoken_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{spoken_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {spoken_day(last)}"
    return f"{spoken_day(first)} – {spoken_day(last)}"


def spoken_hours(span: Span) -> str:
    """Return the hours of a span in words, or nothing where they are not known."""
    if span.starts_at is None:
        return ""
    if span.ends_at is None:
        return f"from {spoken_time(span.starts_at)}"
    return f"{spoken_time(span.starts_at)}–{spoken_time(span.ends_at)}"


def spoken_time(moment: time) -> str:
    """Return a time of day, for example “9:30”."""
    return f"{moment.hour}:{moment.minute:02}"


def spoken_zone(span: Span) -> str:
    """Return the time zone as people say it: “Vienna time (CEST)”."""
    city = span.zone.key.rpartition("/")[2].replace("_", " ")
    abbreviation = span.begins.tzname() or ""
    if city == "UTC" or not abbreviation.isalpha():
        return city if city == "UTC" else f"{city} time (UTC{span.begins.isoformat()[-6:]})"
    return f"{city} time ({abbreviation})"


def machine_moment(day: date, hour: time | None, span: Span) -> str:
    """Return the value of a `datetime` attribute: a day, or a moment with its UTC offset."""
    if hour is None:
        return day.isoformat()
    moment = span.begins if day == span.first_day and hour == span.starts_at else span.ends
    return moment.isoformat(timespec="minutes")


def spoken_iso(text: str) -> str:
    """Return an ISO 8601 day, or day and time, in words."""
    day, _, hour = text.partition("T")
    words = spoken_day(date.fromisoformat(day))
    return f"{words}, {spoken_time(time.fromisoformat(hour))}" if hour else words
