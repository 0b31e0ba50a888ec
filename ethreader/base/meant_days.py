"""Days and hours as people write them elsewhere, and which day and hour is meant."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from babel import Locale

from ethreader.base.late_patterns import late_pattern
from ethreader.i18n.texts import gettext

# Calendars, time zones and databases agree about these; other years are slips of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2999

_LANGUAGES = ("en", "de", "sr", "sr_Latn", "hr")
_YEAR = r"(?P<year>\d{4}|\d{2})"
_MONTH = r"(?P<name>[^\W\d_]{3,})\.?"
# How a day is written; where both numbers could be the month, both days are proposed.
_FORMS = [
    late_pattern(form)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?=T|$)",
        rf"(?P<day>\d{{1,2}})\.\s*(?P<month>\d{{1,2}})\.\s*{_YEAR}(?!\d)\.?",
        rf"(?P<first>\d{{1,2}})([-/])(?P<second>\d{{1,2}})\2{_YEAR}(?!\d)",
        rf"(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?[\s-]*(?:of )?{_MONTH},?[\s-]*{_YEAR}(?!\d)\.?",
        rf"{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
    )
]
_DASHES = late_pattern("[\u2010-\u2015\u2212]")  # A word processor types them.
_WEEKDAY = late_pattern(r"[^\W\d_]+(?:\.?,\s*(?:den\s+)?|\.\s*)(?=\d|[^\W\d_]+\s+\d)")
_HOUR = late_pattern(
    r"[T, ]*(?:at |um |u |\u0443 )?(?P<hour>\d{1,2})"
    r"(?:(?P<sign>[:.h])?(?P<minute>\d{2})(?::?\d{2}(?:\.\d+)?)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-](?:0\d|1[0-4]):?\d{2}(?:\[[\w/]+\])?|[A-Z]\w+/\w+)?"
    r"(?P<word>\s*(?:Uhr|h|sati|časova|časa|сати|часова|часа))?",
    re.IGNORECASE,
)
_UNTIL = late_pattern(r"\s*(?:-|/|\b(?:to|until|bis|do|до)\b)\s*(?=\d)")


def meant_day(text: str) -> str:
    """Return which day was probably meant, to be put behind a sentence; nothing if unknown."""
    days, rest, _ = _days_in(text)
    return _here(days) if not rest or _HOUR.fullmatch(rest) else ""


def meant_moment(text: str) -> str:
    """Return which day, and hour if there is one, was probably meant; nothing if unknown."""
    days, rest, wrong = _days_in(text)
    if wrong:
        return gettext("; no calendar has the day %(day)s", day=wrong)
    match = _HOUR.fullmatch(rest)
    if days and rest and not match:
        begin, *until = _UNTIL.split(rest, maxsplit=1)
        match = _HOUR.fullmatch(begin) if until else None
        if begin and not match:
            return ""
        return _moment(days, match) + gettext("; the end goes into “ends”") if until else ""
    if days:
        return _moment(days, match)
    is_hour = match and (match["sign"] or match["half"] or match["word"])
    return gettext("; an hour stands behind its day") if is_hour else ""


def _moment(days: list[date], match: re.Match[str] | None) -> str:
    return _with_hour(days, match) if match else _here(days)


def _with_hour(days: list[date], match: re.Match[str]) -> str:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if (hour, minute) == (24, 0):
        midnight = f"{days[0] + timedelta(days=1)}T00:00"
        return gettext("; 24:00 is 00:00 of the next day: %(moment)s", moment=midnight)
    if match["half"]:
        is_sound = 1 <= hour <= 12
        hour = hour % 12 + 12 * (match["half"][0] in "pP")
    else:
        is_sound = hour <= 23
    zone = gettext("; the zone goes into “time_zone”") if match["zone"] else ""
    return _here(days, f"T{hour:02}:{minute:02}") + zone if is_sound and minute <= 59 else ""


def _here(days: list[date], hour: str = "") -> str:
    if not days:
        return ""
    meant = gettext(", or ").join(f"{day}{hour}" for day in days)
    return gettext("; here perhaps %(days)s", days=meant)


def _days_in(text: str) -> tuple[list[date], str, str]:
    """Return the days that the beginning may mean, what follows it, and one of no calendar."""
    text = _DASHES.sub("-", text.strip().strip("“”„"))
    text = text[found.end() :] if (found := _WEEKDAY.match(text)) else text
    match = next(filter(None, (form.match(text) for form in _FORMS)), None)
    if match is None:
        return [], text, ""
    days, wrong = [], ""
    for year, month, day in _readings(match):
        try:
            days.append(date(year, month, day))
        except ValueError:
            wrong = f"{year:04}-{month:02}-{day:02}"
    days = [day for day in dict.fromkeys(days) if FIRST_YEAR <= day.year <= LAST_YEAR]
    return days, text[match.end() :], "" if days else wrong


def _readings(match: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    """Yield year, month and day, as many as the words allow."""
    said = match.groupdict()
    year = int(said["year"]) + (2000 if len(said["year"]) == 2 else 0)
    if "first" in said:
        first, second = int(said["first"]), int(said["second"])
        yield from ((year, m, d) for m, d in ((second, first), (first, second)) if m <= 12)
    elif "name" in said:
        name = said["name"].casefold()
        if month := _months().get(name) or _months().get(name[:-1]):  # Serbian has cases.
            yield year, month, int(said["day"])
    else:
        yield year, int(said["month"]), int(said["day"])


@cache
def _months() -> dict[str, int]:
    """Return the numbers of the months by their names, long and short."""
    return {
        name.casefold().rstrip("."): number
        for language in _LANGUAGES
        for kind in ("format", "stand-alone")
        for width in ("abbreviated", "wide")
        for number, name in Locale.parse(language).months[kind][width].items()
    }
