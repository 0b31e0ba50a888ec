"""What authors do with what they wrote."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ethreader.comments.drafts import EditedText
from ethreader.comments.models import Comment
from ethreader.comments.service import edit_comment
from ethreader.screening.service import Submission, screen


def change(comment: Comment, words: EditedText, *, official: Sequence[str], now: datetime) -> None:
    """Put the author's new words in place of the old ones, screened as the old ones were.

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
    edit_comment(comment, words, flags=screen(submission), now=now)
