"""Days, times, numbers and waits as the reader's language writes them."""

from datetime import date, time

from babel import Locale, dates
from babel.numbers import format_decimal
from flask_babel import get_locale

# Serbian says the month of a day in the genitive, “5. априла”; Babel knows the nominative alone.
GENITIVE_MONTHS = {
    "Cyrl": (
        *("јануара", "фебруара", "марта", "априла", "маја", "јуна"),
        *("јула", "августа", "септембра", "октобра", "новембра", "децембра"),
    ),
    "Latn": (
        *("januara", "februara", "marta", "aprila", "maja", "juna"),
        *("jula", "avgusta", "septembra", "oktobra", "novembra", "decembra"),
    ),
}


def format_date(day: date) -> str:
    """Return a day in words, for example “5 April 2022”."""
    if locale().language == "sr":
        return f"{format_day_and_month(day)} {day.year}."
    return dates.format_date(day, "long", locale=locale())


def format_day_and_month(day: date) -> str:
    """Return a day without its year, for example “5 April”."""
    here = locale()
    if here.language == "sr":
        return f"{day.day}. {GENITIVE_MONTHS[here.script or 'Cyrl'][day.month - 1]}"
    return dates.format_date(day, "d. MMMM" if here.language == "de" else "d MMMM", locale=here)


def format_day_of_month(day: date) -> str:
    """Return the number of a day, as a date in words begins with it: “5”, in German “5.”."""
    return str(day.day) if locale().language == "en" else f"{day.day}."


def format_short_date(day: date) -> str:
    """Return a day for a table: “5 Apr 2022”."""
    return dates.format_date(day, "medium", locale=locale())


def format_month(day: date) -> str:
    """Return the month of a day, as it stands by itself."""
    return dates.format_date(day, "LLLL", locale=locale())


def format_time(moment: time) -> str:
    """Return a time of day, for example “9:30”."""
    return f"{moment.hour}:{moment.minute:02}"


def format_iso_date(text: str) -> str:
    """Return an ISO 8601 day, or day and time, in words."""
    day, _, hour = text.partition("T")
    words = format_date(date.fromisoformat(day))
    return f"{words}, {format_time(time.fromisoformat(hour))}" if hour else words


def locale() -> Locale:
    """Return the locale that dates and numbers follow."""
    return get_locale() or Locale("en", "GB")


def format_number(value: int) -> str:
    """Return a number as it is written in the reader's language."""
    return str(format_decimal(value, locale=locale()))
