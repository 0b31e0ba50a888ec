"""How soon a comment should be read, by what screening noticed of it."""

from collections.abc import Iterable
from enum import IntEnum

from ethreader.screening.flags import PERSONAL_DATA, Flag


class Urgency(IntEnum):
    """Which of the waiting comments come first."""

    PLAIN = 0
    SOON = 1
    DANGER = 2  # Somebody may be in danger: it waits apart, where moderators alone look.


SOON = (*PERSONAL_DATA, Flag.PROTECTED_NAME)
OF_FLAGS = {**dict.fromkeys(SOON, Urgency.SOON), Flag.DANGER: Urgency.DANGER}


def urgency_of(flags: Iterable[Flag]) -> Urgency:
    """Return the greatest urgency of some flags."""
    return max((OF_FLAGS.get(flag, Urgency.PLAIN) for flag in flags), default=Urgency.PLAIN)
