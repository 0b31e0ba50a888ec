"""What authors do with what they wrote."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ethreader.comments.drafts import EditedText
from ethreader.screening.flags import Flag
from ethreader.screening.service import Submission, screen


def flags_of(words: EditedText, *, official: Sequence[str], now: datetime) -> tuple[Flag, ...]:
    """Return what screening notices of an author's new words; before others wait for a lock.

    `official` are the names in which the site itself speaks.
    """
    submission = Submission(
        body=words.body,
        name=words.name,
        official=tuple(official),
        stamped_at=now,
        arrived_at=now,
        pace=timedelta(0),
    )
    return screen(submission)
