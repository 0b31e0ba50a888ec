"""Which comments the queue is to show: what waits, unless something else is asked for."""

from dataclasses import dataclass, field
from datetime import date

from ethreader.comments.models import State
from ethreader.screening.flags import Flag


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What a moderator looks for; nothing in a field means everything."""

    state: State = State.PENDING
    event: str = ""  # Its slug.
    language: str = ""  # Of the event, as a tag.
    flag: Flag | None = None
    day: date | None = None
    words: str = field(default="", repr=False)

    @property
    def is_on(self) -> bool:
        """Whether it leaves anything out, or shows something else than what waits."""
        return self != QUEUE


QUEUE = Filter()
