"""What authors do with what they wrote."""

from datetime import datetime, timedelta

from ethreader.comments.drafts import EditedText
from ethreader.events.queries import all_organisations
from ethreader.screening.flags import Flag
from ethreader.screening.service import Submission, screen


def flags_of(words: EditedText, *, site_name: str, now: datetime) -> tuple[Flag, ...]:
    """Return what screening notices of an author's new words; before others wait for a lock."""
    names = (each.name for each in all_organisations())
    submission = Submission(
        body=words.body,
        name=words.name,
        official=(site_name, *names),
        stamped_at=now,
        arrived_at=now,
        pace=timedelta(0),
    )
    return screen(submission)
