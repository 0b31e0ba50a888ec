"""Screening: the ordered phases that a new comment passes before it waits in the queue.

A phase never refuses and never hides: it leaves a notice for the moderator, no more.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

LINKS_WORTH_A_NOTICE = 3


class Notice(StrEnum):
    """What a phase noticed."""

    TOO_FAST = "too-fast"
    MANY_LINKS = "many-links"
    OFFICIAL_NAME = "official-name"


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What screening may know of a comment: its words and its times.

    `official` are the names in which the site itself speaks.
    """

    body: str = field(repr=False)
    name: str = field(default="", repr=False)
    official: tuple[str, ...] = ()
    stamped_at: datetime
    arrived_at: datetime
    pace: timedelta


def screen(arrival: Arrival) -> tuple[Notice, ...]:
    """Return what the phases noticed, in their order."""
    return tuple(notice for phase in PHASES if (notice := phase(arrival)) is not None)


def _too_fast(arrival: Arrival) -> Notice | None:
    """A form sent sooner than people type; a page's own stamp says only its hour."""
    return Notice.TOO_FAST if arrival.arrived_at - arrival.stamped_at < arrival.pace else None


def _many_links(arrival: Arrival) -> Notice | None:
    links = len(re.findall(r"https?://", arrival.body, flags=re.IGNORECASE))
    return Notice.MANY_LINKS if links >= LINKS_WORTH_A_NOTICE else None


def _official_name(arrival: Arrival) -> Notice | None:
    """A name that reads like one in which the site itself speaks."""
    name = _as_read(arrival.name)
    is_like = any(_as_read(each) in name for each in (*arrival.official, *SPEAKING) if each)
    return Notice.OFFICIAL_NAME if is_like else None


def _as_read(name: str) -> str:
    """Return a name as the eye takes it: without case, accents, spaces and foreign look-alikes."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    letters = (LOOK_ALIKES.get(letter, letter) for letter in plain)
    return "".join(letter for letter in letters if letter.isalnum())


SPEAKING = ("moderator", "moderation", "administrator", "admin", "official", "модератор")


# Cyrillic and Greek letters, and digits, that are read as Latin ones; small l as i.
LOOK_ALIKES = {
    **dict(zip("авекмнорстухіјѕԁԛԝ", "abekmhopctyxijsdqw", strict=True)),
    **dict(zip("αβεικνορτυχ", "abeiknoptyx", strict=True)),
    **dict(zip("013457l", "oieasti", strict=True)),
}


PHASES: tuple[Callable[[Arrival], Notice | None], ...] = (_too_fast, _many_links, _official_name)
