"""The rule by which a comment is declined, or unpublished, with word to its author."""

from dataclasses import dataclass
from datetime import datetime

from ethreader.accounts.models import Moderator
from ethreader.comments.log import Reason
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import hold_comment
from ethreader.events.queries import lock_event
from ethreader.messages.models import Message, MessageSender
from ethreader.messages.queries import last_message
from ethreader.messages.service import is_repeated
from ethreader.moderation.message_service import refuse_unread, tell_author
from ethreader.moderation.service import ChangedSinceSeen, Seen, decide


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a comment is declined, and what is said with it: to the author, and for the record."""

    reason: Reason | None
    message: str  # Empty: none is sent.
    note: str


def decline(
    comment: Comment,
    refusal: Refusal,
    *,
    seen: Seen,
    seen_message: int,
    moderator: Moderator,
    now: datetime,
) -> None:
    """Decline a comment and write to its author, both or nothing.

    A second press of the button does neither again.
    Raises `ChangedSinceSeen`, `NoSuchMove`, `AuthorWrote` or `AlreadyAnswered`.
    """
    lock_event(comment.event)  # As who withdraws it does: before the comment's own row.
    hold_comment(comment)
    last, before = last_message(comment.id), comment.version
    _decide(comment, refusal, seen=seen, moderator=moderator, now=now)
    if not refusal.message or _is_sent(refusal, last, now=now):
        return
    if comment.version == before:  # A second press, with another message.
        raise ChangedSinceSeen
    refuse_unread(last, seen_message=seen_message)
    tell_author(comment.id, refusal.message, moderator=moderator, now=now)


def _decide(
    comment: Comment, refusal: Refusal, *, seen: Seen, moderator: Moderator, now: datetime
) -> None:
    decide(
        comment,
        State.REJECTED,
        seen=seen,
        moderator=moderator,
        reason=refusal.reason,
        note=refusal.note,
        now=now,
    )


def _is_sent(refusal: Refusal, last: Message | None, *, now: datetime) -> bool:
    return last is not None and is_repeated(last, MessageSender.MODERATOR, refusal.message, now=now)
