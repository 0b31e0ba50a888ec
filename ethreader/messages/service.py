"""Rules that write letters."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select

from ethreader.base.clock import truncate_to_day
from ethreader.base.db import db
from ethreader.base.errors import Conflict, RateLimited
from ethreader.comments.models import Comment
from ethreader.comments.queries import hold_comment
from ethreader.i18n.texts import lazy_gettext
from ethreader.messages.models import Letter, Writer
from ethreader.messages.queries import exact_letters_before, last_writer

LETTER_LIMIT = 2000  # Characters.


UNANSWERED_LIMIT = 5


class ConversationEnded(Conflict):
    """Nobody is there any more who would read an answer."""

    sentence = lazy_gettext(
        "This conversation has ended: the comment was withdrawn or its text was deleted. Your "
        "message was not sent. Your text is still here: copy it if you want to keep it."
    )


class AlreadyAnswered(Conflict):
    """Another moderator, or an earlier press of the button, was faster."""

    sentence = lazy_gettext(
        "This conversation has been answered in the meantime. Your message was not sent. "
        "Your text is still here: copy it if you want to keep it."
    )


def refuse_if_over(comment: Comment) -> None:
    """Raise `ConversationEnded` or `AlreadyAnswered` where no author waits for an answer."""
    hold_comment(comment)  # Or it could be withdrawn, or answered, between this and the answer.
    writer = last_writer(comment.id)
    if writer is None:  # They go with the comment's text.
        raise ConversationEnded
    if writer is Writer.MODERATOR:
        raise AlreadyAnswered


def write_letter(comment_id: int, writer: Writer, body: str, *, now: datetime) -> Letter:
    """Store a letter; raise `RateLimited` when an author writes on and on without an answer."""
    if writer is Writer.AUTHOR and _unanswered(comment_id) >= UNANSWERED_LIMIT:
        raise RateLimited(
            lazy_gettext(
                "You have written several messages already. Please wait for the moderators’ answer."
            ),
            retry_after=86_400,
        )
    letter = Letter(comment_id=comment_id, writer=writer, body=body, written_at=now)
    db.session.add(letter)
    db.session.flush()
    return letter


def forget_letters(comment_id: int) -> None:
    """Delete all letters about a comment."""
    db.session.execute(delete(Letter).where(Letter.comment_id == comment_id))


def forget_hours_of_letters(*, before: datetime, zone: ZoneInfo) -> None:
    """Let letters written before a moment keep their day only; their ids keep the order."""
    for letter in exact_letters_before(before):
        letter.written_at = truncate_to_day(letter.written_at, zone)
    db.session.flush()


def _unanswered(comment_id: int) -> int:
    answered = select(func.max(Letter.id)).where(
        Letter.comment_id == comment_id, Letter.writer == Writer.MODERATOR
    )
    query = select(func.count()).where(
        Letter.comment_id == comment_id,
        Letter.writer == Writer.AUTHOR,
        Letter.id > func.coalesce(answered.scalar_subquery(), 0),
    )
    return db.session.scalar(query) or 0
