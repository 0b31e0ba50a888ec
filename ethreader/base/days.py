"""Days as editors write them, and how they are written here."""

import re
from datetime import date

from ethreader.base.meant_days import FIRST_YEAR, LAST_YEAR, meant_day, meant_moment

A_DAY = "give a day like 2022-04-05"
AN_HOUR = "a day with an hour like 2022-04-05T09:30"

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(text: str) -> date:
    """Read `2022-04-05`; raises `ValueError` with a sentence for anything else."""
    if not _ISO.fullmatch(text):
        raise ValueError(f"{A_DAY}{meant_day(text)}")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"no calendar has the day {text}") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year must be one from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def not_a_moment(text: str) -> ValueError:
    """Return what to say of a text that is neither a day nor a day with an hour."""
    return ValueError(f"{A_DAY}, or {AN_HOUR}{meant_moment(text)}")
