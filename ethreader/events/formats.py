"""When an event takes place, in words, for templates."""

from datetime import date, time

from babel import dates

from ethreader.events.dates import Span
from ethreader.i18n.formats import (
    format_date,
    format_day_and_month,
    format_day_of_month,
    format_time,
    locale,
)
from ethreader.i18n.texts import gettext


def format_dates(span: Span) -> str:
    """Return the days of a span in words, no part said twice: “4–6 April 2022”.

    Babel's own intervals shorten months, and put a nought before the day in Serbian.
    """
    first, last = span.first_day, span.last_day
    if first == last:
        return format_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{format_day_of_month(first)}–{format_date(last)}"
    if first.year == last.year:
        return f"{format_day_and_month(first)} – {format_date(last)}"
    return f"{format_date(first)} – {format_date(last)}"


def format_hours(span: Span) -> str:
    """Return the hours of a span in words, or nothing where they are not known."""
    if span.starts_at is None:
        return ""
    start = format_time(span.starts_at)
    if span.ends_at is None:
        return gettext("from %(start)s", start=start)
    return gettext("%(start)s–%(end)s", start=start, end=format_time(span.ends_at))


def format_time_zone(span: Span) -> str:
    """Return the time zone as people say it: “Vienna time (CEST)”."""
    abbreviation = span.begins.tzname() or ""
    if span.zone.key.rpartition("/")[2] == "UTC":
        return "UTC"
    if not abbreviation.isalpha():
        abbreviation = f"UTC{span.begins.isoformat()[-6:]}"
    city = dates.get_timezone_location(span.zone.key, locale=locale(), return_city=True)
    city = city.rpartition("/")[2]
    return gettext("%(city)s time (%(abbreviation)s)", city=city, abbreviation=abbreviation)


def machine_datetime(day: date, hour: time | None, span: Span) -> str:
    """Return the value of a `datetime` attribute: a day, or a moment with its UTC offset."""
    if hour is None:
        return day.isoformat()
    moment = span.begins if day == span.first_day and hour == span.starts_at else span.ends
    return moment.isoformat(timespec="minutes")
