"""Days and hours as editors write them, and how they are written here."""

import re
from datetime import date, timedelta

# Calendars, time zones and databases agree about these; other years are slips of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2999

A_DAY = "give a day like 2022-04-05"
AN_HOUR = "a day with an hour like 2022-04-05T09:30"

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?")
_DASHES = re.compile("[\u2010-\u2015\u2212]")  # A word processor types them.
_HOUR = re.compile(
    r"[T, ]*(?:at |um |u )?(\d{1,2})[:.h](\d{2})(?::\d{2}(?:\.\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?(?:\s*(?:Uhr|h))?",
    re.IGNORECASE,
)


def read_day(text: str) -> date:
    """Read `2022-04-05`; raises `ValueError` with a sentence for anything else."""
    if not _ISO.fullmatch(text):
        raise ValueError(f"{A_DAY}{_proposal(text, with_hour=False)}")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"no calendar has the day {text}") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year must be one from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def not_a_moment(text: str) -> ValueError:
    """Return what to say of a text that is neither a day nor a day with an hour."""
    return ValueError(f"{A_DAY}, or {AN_HOUR}{_proposal(text, with_hour=True)}")


def _proposal(text: str, *, with_hour: bool) -> str:
    found = _day_in(_DASHES.sub("-", text.strip()))
    if found is None:
        return ""
    day, rest = found
    match = _HOUR.fullmatch(rest)
    if not with_hour or not rest or match is None:
        return f"; here perhaps {day}" if not rest or match else ""
    hour, minute = int(match[1]), int(match[2])
    if (hour, minute) == (24, 0):
        return f"; 24:00 is 00:00 of the next day: {day + timedelta(days=1)}T00:00"
    if hour > 23 or minute > 59:
        return ""
    zone = "; the zone goes into “time_zone”" if match["zone"] else ""
    return f"; here perhaps {day}T{hour:02}:{minute:02}{zone}"


def _day_in(text: str) -> tuple[date, str] | None:
    """Return the day at the beginning of a text, and what follows it."""
    if match := _YEAR_FIRST.match(text):
        parts = match[1], match[2], match[3]
    elif match := _DAY_FIRST.match(text):
        parts = match[3], match[2], match[1]
    else:
        return None
    try:
        day = date(*map(int, parts))
    except ValueError:
        return None
    is_sound = FIRST_YEAR <= day.year <= LAST_YEAR
    return (day, text[match.end() :]) if is_sound else None
