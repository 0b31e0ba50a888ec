"""Screening: the ordered phases that a new comment passes before it waits in the queue.

A phase never refuses and never hides: it leaves a flag for the moderator, no more.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ethreader.screening.flags import Flag

MANY_LINKS = 3


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What screening may know of a comment: its words and its times.

    `official` are the names in which the site itself speaks.
    """

    body: str = field(repr=False)
    name: str = field(default="", repr=False)
    official: tuple[str, ...] = ()
    stamped_at: datetime
    arrived_at: datetime
    pace: timedelta


def screen(submission: Submission) -> tuple[Flag, ...]:
    """Return what the phases noticed, in their order."""
    return tuple(flag for phase in CHECKS if (flag := phase(submission)) is not None)


def _too_fast(submission: Submission) -> Flag | None:
    """A form sent sooner than people type; a page's own token says only its hour."""
    return (
        Flag.TOO_FAST if submission.arrived_at - submission.stamped_at < submission.pace else None
    )


def _many_links(submission: Submission) -> Flag | None:
    links = len(re.findall(r"https?://", submission.body, flags=re.IGNORECASE))
    return Flag.MANY_LINKS if links >= MANY_LINKS else None


def _official_name(submission: Submission) -> Flag | None:
    """A name that reads like one in which the site itself speaks."""
    name = _as_read(submission.name)
    is_like = any(_as_read(each) in name for each in (*submission.official, *SPEAKING) if each)
    return Flag.OFFICIAL_NAME if is_like else None


def _as_read(name: str) -> str:
    """Return a name as the eye takes it: without case, accents, spaces and foreign look-alikes."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    letters = (LOOKALIKES.get(letter, letter) for letter in plain)
    return "".join(letter for letter in letters if letter.isalnum())


SPEAKING = ("moderator", "moderation", "administrator", "admin", "official", "модератор")


# Cyrillic and Greek letters, and digits, that are read as Latin ones; small l as i.
LOOKALIKES = {
    **dict(zip("авекмнорстухіјѕԁԛԝ", "abekmhopctyxijsdqw", strict=True)),
    **dict(zip("αβεικνορτυχ", "abeiknoptyx", strict=True)),
    **dict(zip("013457l", "oieasti", strict=True)),
}


CHECKS: tuple[Callable[[Submission], Flag | None], ...] = (_too_fast, _many_links, _official_name)
