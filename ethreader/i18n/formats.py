"""Days, times, numbers and waits as the reader's language writes them."""

from datetime import date, time
from functools import lru_cache

from babel import Locale, dates
from babel.core import UnknownLocaleError, get_global
from babel.numbers import format_decimal
from flask_babel import get_domain

from ethreader.i18n.languages import ENGLISH

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


_NOWHERE = "ZZ"  # CLDR's “unknown region”.


def format_date(day: date) -> str:
    """Return a day in words, for example “5 April 2022”."""
    return format_date_in(locale(), day)


@lru_cache(maxsize=10_000)
def format_date_in(here: Locale, day: date) -> str:
    """Return a day in words as a locale writes it, for a page that tells many."""
    if here.language == "sr":
        return f"{day.day}. {_genitive_month(day, here)} {day.year}."
    return dates.format_date(day, "long", locale=here)


def format_day_and_month(day: date) -> str:
    """Return a day without its year, for example “5 April”."""
    here = locale()
    if here.language == "sr":
        return f"{day.day}. {_genitive_month(day, here)}"
    return dates.format_date(day, "d. MMMM" if here.language == "de" else "d MMMM", locale=here)


def format_interval(first: date, last: date) -> str:
    """Return a day, or days, no part said twice: “4–6 April 2022”.

    By CLDR's rules for intervals. They know short months alone, so each month is written in full,
    and days without the nought that Serbian tables have.
    """
    if first == last:
        return format_date(first)
    parts = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = locale().interval_formats["yMMMd"][parts]
    return "".join(map(_fill, patterns, (first, last)))


def join_interval(first: str, last: str) -> str:
    """Return two ends that share no part, each already in words."""
    return _plain(locale().interval_formats[None]).format(first, last)


def join_day_and_hours(day: str, hours: str) -> str:
    """Return a day with its hours, both already in words: with a comma where CLDR has one."""
    return str(locale().datetime_formats["long"]).format(hours, day)


def _fill(pattern: str, day: date) -> str:
    here = locale()
    in_full = _plain(pattern).replace("dd", "d").replace("MMM", "MMMM")
    if here.language == "sr":
        in_full = in_full.replace("MMMM", f"'{_genitive_month(day, here)}'")
    return dates.parse_pattern(in_full).apply(day, here)


def _plain(pattern: str) -> str:
    """Return a pattern with ordinary blanks: CLDR has thin ones in some scripts only."""
    return pattern.replace("\u2009", " ")


def _genitive_month(day: date, here: Locale) -> str:
    return GENITIVE_MONTHS[here.script or "Cyrl"][day.month - 1]


def format_month_of_day(day: date) -> str:
    """Return the month as it follows a day: “April”, in Serbian the genitive."""
    here = locale()
    return _genitive_month(day, here) if here.language == "sr" else format_month(day)


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


def format_country(code: str) -> str:
    """Return the name of a country by its ISO 3166 code, or nothing where there is none."""
    known = get_global("territory_aliases").get(code, [code])  # People write UK for GB.
    return "" if code == _NOWHERE else str(locale().territories.get(known[0], ""))


def locale() -> Locale:
    """Return the locale that dates and numbers follow: that of the catalog.

    Flask-Babel's own way remembers it, and would have to forget it before each other language.
    """
    here: Locale = getattr(get_domain(), "locale", ENGLISH.locale)
    return here


def format_number(value: int) -> str:
    """Return a number as it is written in the reader's language."""
    return _format_number_in(locale(), value)


@lru_cache(maxsize=10_000)
def _format_number_in(here: Locale, value: int) -> str:
    return str(format_decimal(value, locale=here))


def format_language(tag: str) -> str:
    """Return what a language is called in the reader's own; an unknown one by its tag."""
    try:
        named = Locale.parse(tag, sep="-").get_language_name(locale())
    except (ValueError, UnknownLocaleError):
        named = None
    return named or tag
