"""Days as editors write them, and how they are written here."""

import re
from datetime import date

from ethreader.base.meant_days import FIRST_YEAR, LAST_YEAR, meant_day, meant_moment
from ethreader.i18n.texts import gettext, lazy_gettext

A_DAY = lazy_gettext("give a day like 2022-04-05")
AN_HOUR = lazy_gettext("a day with an hour like 2022-04-05T09:30")

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(text: str) -> date:
    """Read `2022-04-05`; raises `ValueError` with a sentence for anything else."""
    if not _ISO.fullmatch(text):
        raise ValueError(f"{A_DAY}{meant_day(text)}")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(gettext("no calendar has the day %(day)s", day=text)) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        said = gettext(
            "the year must be one from %(first)s to %(last)s", first=FIRST_YEAR, last=LAST_YEAR
        )
        raise ValueError(said)
    return day


def not_a_moment(text: str) -> ValueError:
    """Return what to say of a text that is neither a day nor a day with an hour."""
    wanted = gettext("%(a_day)s, or %(an_hour)s", a_day=A_DAY, an_hour=AN_HOUR)
    return ValueError(f"{wanted}{meant_moment(text)}")
