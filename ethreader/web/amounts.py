"""How much may be sent in how much time: in words, such as “10 per 10 minutes; 40 per day”."""

import re
from typing import NamedTuple

SECONDS = {"second": 1, "minute": 60, "hour": 60 * 60, "day": 24 * 60 * 60}

_AMOUNT = re.compile(rf"(\d+) per (?:(\d+) )?({'|'.join(SECONDS)})s?")


class Amount(NamedTuple):
    """So many within so many seconds."""

    many: int
    seconds: int


def amount_of(words: str) -> Amount:
    """Return what words say; raise `ValueError` where they say nothing."""
    found = _AMOUNT.fullmatch(words.strip())
    if found is None:
        message = f"{words!r} is no amount, such as “10 per 10 minutes”."
        raise ValueError(message)
    many, times, unit = found.groups()
    return Amount(int(many), int(times or 1) * SECONDS[unit])


def amounts_of(words: str) -> list[Amount]:
    """Return each of the amounts that words say, with semicolons between them."""
    return list(map(amount_of, words.split(";")))
