"""Days, times, numbers and waits as the reader's language writes them."""

from datetime import date, time

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import get_locale


def spoken_day(day: date) -> str:
    """Return a day in words, for example “5 April 2022”."""
    return format_date(day, "long", locale=locale())


def short_day(day: date) -> str:
    """Return a day for a table: “5 Apr 2022”."""
    return format_date(day, "medium", locale=locale())


def spoken_month(day: date) -> str:
    """Return the month of a day, as it stands by itself."""
    return format_date(day, "LLLL", locale=locale())


def spoken_time(moment: time) -> str:
    """Return a time of day, for example “9:30”."""
    return f"{moment.hour}:{moment.minute:02}"


def spoken_iso(text: str) -> str:
    """Return an ISO 8601 day, or day and time, in words."""
    day, _, hour = text.partition("T")
    words = spoken_day(date.fromisoformat(day))
    return f"{words}, {spoken_time(time.fromisoformat(hour))}" if hour else words


def locale() -> Locale:
    """Return the locale that dates and numbers follow."""
    return get_locale() or Locale("en", "GB")


def number(value: int) -> str:
    """Return a number as it is written in the reader's language."""
    return str(format_decimal(value, locale=locale()))
