"""What authors do with what they wrote."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from ethreader.base.errors import Conflict
from ethreader.comments.drafts import EditedText
from ethreader.comments.models import Comment
from ethreader.comments.queries import hold_comment
from ethreader.comments.service import edit_comment
from ethreader.events.queries import lock_event
from ethreader.i18n.texts import lazy_gettext
from ethreader.screening.flags import Flag
from ethreader.screening.known import known_now
from ethreader.screening.service import Submission, screen


class ChangedElsewhere(Conflict):
    """Other words stand there than the author's page told."""

    title = lazy_gettext("This comment has changed")
    sentence = lazy_gettext(
        "Nothing was saved: your comment was changed in another window, or by someone else who "
        "has its link, since you opened this form. This page shows what it says now. Your text is "
        "still in the form: check it, and save it again to replace the other one."
    )


def digest_of_words(comment: Comment) -> str:
    """Return what a form carries of the words that its page told."""
    return hashlib.sha256(f"{comment.name}\n{comment.body}".encode()).hexdigest()[:32]


def edit_seen(
    comment: Comment, words: EditedText, *, seen: str, flags: Sequence[Flag], now: datetime
) -> None:
    """Put other words in place of those that the author saw; the same ones again change nothing.

    Raises `ChangedElsewhere`. What moderators did meanwhile stops nobody.
    """
    lock_event(comment.event)  # One at a time, or two at once would both have seen the old words.
    hold_comment(comment)  # A moderator who decides meanwhile holds nothing else.
    is_repeated = (comment.name, comment.body) == (words.name, words.body)
    if seen and not is_repeated and seen != digest_of_words(comment):
        raise ChangedElsewhere
    edit_comment(comment, words, flags=flags, now=now)


def flags_of(
    words: EditedText, *, site_name: str, secret: str, now: datetime, public_id: str | None = None
) -> tuple[Flag, ...]:
    """Return what screening notices of an author's new words; before others wait for a lock."""
    submission = Submission(
        body=words.body,
        name=words.name,
        stamped_at=now,
        arrived_at=now,
        known=known_now(site_name=site_name, secret=secret),
        pace=timedelta(0),
        public_id=public_id,
    )
    return screen(submission)
