"""When an event takes place, in words, for templates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache, wraps

from babel import dates
from flask_babel import get_translations

from ethreader.events.dates import UNKNOWN_ZONE, EventTime, Span
from ethreader.i18n.formats import (
    format_date,
    format_day_and_month,
    format_day_of_month,
    format_interval,
    format_month_of_day,
    format_time,
    join_day_and_hours,
    join_interval,
    locale,
)
from ethreader.i18n.texts import gettext

# Names that are no place's: what people say of them instead.
_WITHOUT_PLACE = {UNKNOWN_ZONE, "localtime", "posixrules", "Etc/Unknown"}
_REGIONS = {
    *("CET", "MET", "EET", "WET", "EST", "MST", "HST"),
    *("EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"),
}
_GREENWICH = {"GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich"}
# Beside its day: “6 June, midnight” would be the end of that day to some, to others its beginning.
_END_OF_DAY = "24:00"
_UNIVERSAL = {"UTC", "UCT", "Universal", "Zulu"}


Format = Callable[[Span], str]


def told_once(function: Format) -> Format:
    """Let a span be put into words once in each language; many pages tell the same ones."""
    in_language = lru_cache(maxsize=1000)(lambda span, *_language: function(span))

    @wraps(function)
    def told(span: Span) -> str:
        return in_language(span, locale(), get_translations())

    return told


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """The days of a span as a leaf of a calendar shows them; `until` is a day of another month."""

    days: str
    month: str
    until: str
    year: str


@told_once
def format_dates(span: Span) -> str:
    """Return the days of a span in words, no part said twice: “4–6 April 2022”."""
    return format_interval(span.first_day, span.last_day_in_words)


@told_once
def format_span(span: Span) -> str:
    """Return days and hours in words, each hour beside its own day; the zone is not among them.

    “5 April 2022, 9:30–11:00”, “5 June, 22:00 – 6 June 2026, 2:00”.
    """
    if span.starts_at is None:
        return format_dates(span)
    first, last = span.first_day, span.last_day_in_words
    if first == last:
        return join_day_and_hours(format_date(first), format_hours(span))
    begins = format_day_and_month(first) if first.year == last.year else format_date(first)
    return join_interval(
        _at(begins, format_time(span.starts_at)),
        _at(format_date(last), _end_of(span, midnight=_END_OF_DAY)),
    )


def format_hours(span: Span) -> str:
    """Return the hours of a span of one day in words, or nothing where they are not known."""
    if span.starts_at is None:
        return ""
    # Translators: the end of a day, as in “18:00–midnight”; 24:00 where people write that.
    start, end = format_time(span.starts_at), _end_of(span, midnight=gettext("midnight"))
    if not end:
        return gettext("from %(start)s", start=start)
    return gettext("%(start)s–%(end)s", start=start, end=end)


def format_moment(text: str) -> str:
    """Return an ISO 8601 day, or day and hour, in words; what is neither stays as it is."""
    try:
        moment = EventTime.parse(text)
    except ValueError:
        return text
    return _at(format_date(moment.day), format_time(moment.hour) if moment.hour else "")


def format_leaf(span: Span) -> Leaf:
    """Return the days of a span for a leaf of a calendar."""
    first, last = span.first_day, span.last_day_in_words
    shares_month = (first.year, first.month) == (last.year, last.month)
    days = format_day_of_month(first)
    if shares_month and first != last:
        days = f"{days}–{format_day_of_month(last)}"
    return Leaf(
        days=days,
        month=format_month_of_day(first),
        until="" if shares_month else f"– {format_day_and_month(last)}",
        year=f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}",
    )


@told_once
def format_time_zone(span: Span) -> str:
    """Return the time zone as people say it: “Vienna time (CEST)”."""
    key = span.zone.key.removeprefix("Etc/")
    if key in _WITHOUT_PLACE or span.zone.key in _WITHOUT_PLACE:
        return gettext("local time")
    if key in _GREENWICH:
        return "GMT"
    short = _short_name(span)
    if key in _UNIVERSAL or key.startswith("GMT"):
        return short
    place = _place_of(span)
    if not short:
        return gettext("%(city)s time", city=place)
    if key in _REGIONS:
        return f"{place} ({short})"
    return gettext("%(city)s time (%(abbreviation)s)", city=place, abbreviation=short)


def machine_datetime(day: date, hour: time | None, span: Span) -> str:
    """Return the value of a `datetime` attribute: a day, or a moment with its UTC offset.

    Where nobody knows the zone it is a moment without one.
    """
    if hour is None:
        return day.isoformat()
    moment = span.begins if day == span.first_day and hour == span.starts_at else span.ends
    if span.zone.key in _WITHOUT_PLACE:
        moment = moment.replace(tzinfo=None)
    return moment.isoformat(timespec="minutes")


def _at(day: str, hour: str) -> str:
    # Translators: an hour beside its day, as in “5 June, 22:00 – 6 June, 2:00”.
    return gettext("%(day)s, %(hour)s", day=day, hour=hour) if hour else day


def _end_of(span: Span, *, midnight: str) -> str:
    if span.ends_at is None:
        return ""
    return midnight if span.ends_at_midnight else format_time(span.ends_at)


def _place_of(span: Span) -> str:
    """Return whose time it is: a city's, or a region's where the zone's name has no city."""
    if span.zone.key in _REGIONS:
        return dates.get_timezone_name(span.begins, zone_variant="generic", locale=locale())
    city = dates.get_timezone_location(span.begins, locale=locale(), return_city=True)
    return city.rpartition("/")[2]


def _short_name(span: Span) -> str:
    """Return the abbreviation that holds from the beginning to the end, or nothing."""
    begins, ends = _abbreviation(span.begins), _abbreviation(span.ends)
    return begins if begins == ends or span.ends_at is None else ""


def _abbreviation(moment: datetime) -> str:
    short = dates.get_timezone_name(moment, width="short", locale=locale())
    for name in (short, moment.tzname() or ""):
        if name.isalpha():
            return name
    return f"UTC{moment.isoformat()[-6:]}"
