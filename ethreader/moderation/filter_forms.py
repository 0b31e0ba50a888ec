"""The filter of the queue, as URLs and forms carry it. Odd values ask for nothing."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ethreader.base.invisible import clean_line
from ethreader.comments.models import State
from ethreader.moderation.filter_fields import Filter
from ethreader.screening.flags import Flag

Choice = TypeVar("Choice", bound=StrEnum)

FIELDS = ("q", "state", "event", "language", "flag", "day")
# What was deleted has no words left to be looked through.
STATES = (State.PENDING, State.PUBLISHED, State.REJECTED, State.SPAM)
LONGEST = 300
SLUG = re.compile(r"[a-z0-9-]{1,120}")
TAG = re.compile(r"[A-Za-z0-9-]{2,20}")


def filter_of(given: Mapping[str, str]) -> Filter:
    """Return what is asked for."""
    return Filter(
        state=_choice(STATES, given.get("state", "")) or State.PENDING,
        event=_like(SLUG, given.get("event", "")),
        language=_like(TAG, given.get("language", "")),
        flag=_choice(tuple(Flag), given.get("flag", "")),
        day=_day(given.get("day", "")),
        words=clean_line(given.get("q", "")[:LONGEST]) or "",
    )


def query_of(given: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a filter that are filled in, for a URL that asks the same."""
    return {name: given[name][:LONGEST] for name in FIELDS if given.get(name)}


def _choice(choices: tuple[Choice, ...], value: str) -> Choice | None:
    return next((each for each in choices if each.value == value), None)


def _like(pattern: re.Pattern[str], value: str) -> str:
    return value if pattern.fullmatch(value) else ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
