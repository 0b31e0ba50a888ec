"""The one rule that changes a comment's state, with all that follows from it.

`moves` has the table of what is allowed and who is told; `counts` what is counted.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from ethreader.accounts.models import Moderator
from ethreader.base.db import db
from ethreader.base.errors import Conflict
from ethreader.comments.counts import count_publicity
from ethreader.comments.log import Cause, Reason, StateChange
from ethreader.comments.log_queries import last_change
from ethreader.comments.mails import DECISION, notify_parent_author
from ethreader.comments.models import Comment, State
from ethreader.comments.moves import MOVES, NOBODY, Told
from ethreader.comments.queries import pinned_comment
from ethreader.i18n.texts import lazy_gettext
from ethreader.mail.service import notify_author

# Told of each change, and of the change before it about the same comment.
Follower = Callable[[StateChange, StateChange | None], None]

_followers: list[Follower] = []


class Said(TypedDict, total=False):
    """What a moderator says with a change; nothing where nobody made it."""

    actor: Moderator
    reason: Reason | None
    note: str
    seen_report: int


class NoSuchMove(Conflict):
    """A move that makes no sense for the comment's state."""

    title = lazy_gettext("This decision is not possible")
    sentence = lazy_gettext(
        "The comment’s status has changed, so this is no longer possible. Please check it again."
    )


def register_followers(followers: Iterable[Follower]) -> None:
    """Take the rules of higher features that follow each change, in place of earlier ones."""
    _followers[:] = followers


def transition(
    comment: Comment, to: State, *, cause: Cause, now: datetime, **said: Unpack[Said]
) -> StateChange:
    """Move a comment to a state, record it, keep the counts, and queue the mails about it.

    Raises `NoSuchMove` where the table has no such move.
    """
    if (comment.state, to) not in MOVES[cause]:
        raise NoSuchMove
    before = last_change(comment)
    change = StateChange(
        comment_id=comment.id,
        from_state=comment.state,
        to_state=to,
        cause=cause,
        was_pinned=_had_pin(comment, before),
        was_reviewed=comment.is_reviewed,
        changed_at=now,
        **said,
    )
    _move(comment, change, before)
    _notify(comment, change, before)
    for follower in _followers:
        follower(change, before)
    return change


def _move(comment: Comment, change: StateChange, before: StateChange | None) -> None:
    """Change what the comment itself says of its state; once decided on, it keeps its day only."""
    was_public, comment.state = comment.is_public, change.to_state
    comment.received_at = change.changed_at if change.cause is Cause.EDIT else None
    comment.version += 1
    comment.is_pinned = comment.is_pinned and comment.is_public
    comment.is_reviewed = _was_read(change, before)
    if comment.is_public and not was_public:
        comment.updated_at = change.changed_at
    count_publicity(comment, was_public=was_public)
    if comment.is_public and not was_public and _stood_first(change, before):
        _pin_again(comment)
    db.session.add(change)
    db.session.flush()


def _was_read(change: StateChange, before: StateChange | None) -> bool:
    """Tell whether a moderator who publishes or keeps a comment has read it; an undo goes back."""
    if change.cause is Cause.UNDO and before is not None:
        return before.was_reviewed
    is_chosen = change.cause in {Cause.DECISION, Cause.OFFICIAL_REPLY}
    return is_chosen and change.to_state is State.PUBLISHED


def _had_pin(comment: Comment, before: StateChange | None) -> bool:
    """Tell whether a comment is pinned, or was until something else than an edit hid it."""
    is_hidden = not comment.is_public and before is not None and before.cause is not Cause.EDIT
    return comment.is_pinned or (is_hidden and before is not None and before.was_pinned)


def _stood_first(change: StateChange, before: StateChange | None) -> bool:
    """Tell whether what is shown again was pinned until an undone decision, or reports, hid it."""
    if before is None or not before.was_pinned:
        return False
    is_back = change.from_state is State.PENDING and before.cause in {Cause.REPORTS, Cause.UNDO}
    return change.cause is Cause.UNDO or is_back


def _pin_again(comment: Comment) -> None:
    """Put a comment first once more, unless another one was pinned since."""
    comment.is_pinned = pinned_comment(comment.event) is None


def _notify(comment: Comment, change: StateChange, before: StateChange | None) -> None:
    told = MOVES[change.cause][change.from_state, change.to_state]
    if before is not None and before.cause is Cause.REPORTS and comment.is_public:
        told = NOBODY  # It is shown as it was before readers reported it.
    if Told.AUTHOR in told:
        notify_author(comment.id, DECISION, about_id=None, now=change.changed_at)
    if Told.PARENT_AUTHOR in told:
        notify_parent_author(comment.id, parent_id=comment.parent_id, now=change.changed_at)
