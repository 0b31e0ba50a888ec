"""Rules that change a comment that is here: its text, its state, its place."""

from collections.abc import Sequence
from datetime import datetime

from ethreader.base.db import db
from ethreader.base.errors import Conflict
from ethreader.comments.drafts import EditedText
from ethreader.comments.gap_service import forget_notes
from ethreader.comments.log import Cause
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import (
    comment_by_public_id,
    has_replies,
    hold_comment,
    pinned_comment,
)
from ethreader.comments.quote_service import forget_quotes
from ethreader.comments.transition import transition
from ethreader.comments.waiting_queries import waiting_comments
from ethreader.events.choices import CommentPolicy
from ethreader.events.queries import lock_event
from ethreader.i18n.texts import lazy_gettext
from ethreader.retention.service import forget_about
from ethreader.screening.flags import Flag, are_to_be_read_first
from ethreader.screening.urgency import Urgency, urgency_of


class NothingToPin(Conflict):
    """Only what begins a branch, and is shown, can stand first."""

    title = lazy_gettext("This comment can’t be pinned")
    sentence = lazy_gettext("Only a published comment that is not a reply can be pinned.")


def pin(comment: Comment) -> None:
    """Put a comment before all others of its event, in the place of the one that was there.

    Raises `NothingToPin` unless it begins a branch and is shown.
    """
    if comment.root_id is not None or not comment.is_public:
        raise NothingToPin
    lock_event(comment.event)
    earlier = pinned_comment(comment.event)
    if earlier is not None:
        unpin(earlier)
        db.session.flush()
    comment.is_pinned = True
    comment.is_reviewed = True  # Nobody pins what they have not read.
    comment.version += 1


def unpin(comment: Comment) -> None:
    """Let a comment stand where it came."""
    comment.is_pinned = False
    comment.version += 1


def edit_comment(
    comment: Comment, words: EditedText, *, flags: Sequence[Flag], now: datetime
) -> None:
    """Put other words in place of a comment's; nobody has approved them, so they wait anew."""
    if (comment.name, comment.body) == (words.name, words.body):
        return
    if comment.replied_body is None and has_replies(comment):
        comment.replied_body = comment.body
    comment.is_edited = comment.is_edited or comment.publication_no is not None
    comment.flags, comment.urgency = [flag.value for flag in flags], urgency_of(flags)
    comment.name = words.name
    comment.body = words.body
    comment.body_html = words.body_html
    is_open = comment.event.comments is CommentPolicy.OPEN
    if comment.is_public and is_open and not are_to_be_read_first(flags):
        comment.version += 1  # It stays, as it would have been published at once.
        comment.is_reviewed = False
        comment.updated_at = now
    else:
        transition(comment, State.PENDING, cause=Cause.EDIT, now=now)


def withdraw_comment(comment: Comment, *, now: datetime) -> None:
    """Take text and name out of the database; replies to it keep their place."""
    forget_text(comment, now=now)
    if comment.state is State.WITHDRAWN:  # In another window, meanwhile.
        return
    comment.flags, comment.urgency = [], Urgency.PLAIN
    transition(comment, State.WITHDRAWN, cause=Cause.WITHDRAWAL, now=now)


def erase_comment(public_id: str, now: datetime) -> bool:
    """Withdraw a comment for good, and forget all that is kept about it."""
    comment = comment_by_public_id(public_id)
    if comment is None or comment.state is State.WITHDRAWN:
        return False
    withdraw_comment(comment, now=now)
    forget_about(comment.id)
    return True


def forget_text(comment: Comment, *, now: datetime) -> None:
    """Take a comment's words out of the database; that it was there, and what was done, stays.

    Where others quote it, and in what moderators noted about it, they go as well.
    """
    forget_quotes(comment, now=now)
    # After the rows of replies, as everywhere; before this comment's own.
    lock_event(comment.event)
    hold_comment(comment)  # A decision that is being taken goes first, and is seen here.
    forget_notes(comment.id)
    comment.name = comment.body = comment.body_html = ""
    comment.replied_body = None
    comment.idempotency_key = None


def publish_all_waiting(*, now: datetime) -> int:
    """Publish everything that waits and return how many that were."""
    published = 0
    while batch := waiting_comments(limit=500):
        for comment in batch:
            transition(comment, State.PUBLISHED, cause=Cause.COMMAND, now=now)
        published += len(batch)
    return published
