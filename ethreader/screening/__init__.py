"""Screening: the ordered phases that a new comment passes before it waits in the queue.

A phase never refuses and never hides: it leaves a notice for the moderator, no more.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

LINKS_WORTH_A_NOTICE = 3


class Notice(StrEnum):
    """What a phase noticed."""

    TOO_FAST = "too-fast"
    MANY_LINKS = "many-links"


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What screening may know of a comment: its text and its times."""

    body: str = field(repr=False)
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


PHASES: tuple[Callable[[Arrival], Notice | None], ...] = (_too_fast, _many_links)
