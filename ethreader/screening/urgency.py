"""How soon a comment should be read, by what screening noticed of it."""

from collections.abc import Iterable
from enum import IntEnum

from ethreader.screening.flags import PERSONAL_DATA, Flag


class Urgency(IntEnum):
    """Which of the waiting comments come first."""

    LAST = -1  # It looks like advertising, and nothing else about it is urgent.
    PLAIN = 0
    SOON = 1
    DANGER = 2  # Somebody may be in danger: it waits apart, where moderators alone look.


SOON = (*PERSONAL_DATA, Flag.PROTECTED_NAME)
OF_FLAGS = {
    **dict.fromkeys(SOON, Urgency.SOON),
    Flag.DANGER: Urgency.DANGER,
    Flag.SPAM_LIKE: Urgency.LAST,
}


def urgency_of(flags: Iterable[Flag]) -> Urgency:
    """Return the greatest urgency that some flags have; most flags have none of their own."""
    return max((OF_FLAGS[flag] for flag in flags if flag in OF_FLAGS), default=Urgency.PLAIN)
