"""Rules that write messages."""

from datetime import datetime

from sqlalchemy import func, select

from ethreader.base.db import db
from ethreader.base.errors import Conflict, RateLimited
from ethreader.comments.incoming import REPEAT_WINDOW
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import held_state, hold_comment
from ethreader.i18n.texts import lazy_gettext
from ethreader.messages.models import Message, MessageSender
from ethreader.messages.queries import last_message

MESSAGE_LIMIT = 2000  # Characters.


UNANSWERED_LIMIT = 5


class ConversationEnded(Conflict):
    """Nobody is there any more who would read an answer."""

    sentence = lazy_gettext(
        "This conversation has ended: the comment or its text was deleted. Your message was "
        "not sent. Your text is still here: copy it if you want to keep it."
    )


class AlreadyAnswered(Conflict):
    """Another moderator, or an earlier press of the button, was faster."""

    sentence = lazy_gettext(
        "Someone has replied in this conversation in the meantime. Your message was not "
        "sent. Your text is still here: copy it if you want to keep it."
    )


def refuse_if_over(comment: Comment) -> None:
    """Raise `ConversationEnded` or `AlreadyAnswered` where no author waits for an answer."""
    hold_comment(comment)  # Or it could be withdrawn, or answered, between this and the answer.
    last = last_message(comment.id)
    if last is None:  # They go with the comment's text.
        raise ConversationEnded
    if last.sender is MessageSender.MODERATOR:
        raise AlreadyAnswered


def send_message(comment_id: int, sender: MessageSender, body: str, *, now: datetime) -> Message:
    """Store a message; raise `RateLimited` when an author writes on and on without an answer.

    The same words again, and nothing between them, are a second press of the button. One writer
    at a time: whom a message crosses would count as answered by who has not read it.
    Raises `ConversationEnded` where the comment was withdrawn meanwhile.
    """
    if held_state(comment_id) is State.WITHDRAWN:
        raise ConversationEnded
    last = last_message(comment_id)
    if last is not None and is_repeated(last, sender, body, now=now):
        return last
    if sender is MessageSender.AUTHOR and _unanswered(comment_id) >= UNANSWERED_LIMIT:
        raise RateLimited(
            lazy_gettext(
                "You have already sent several messages. Please wait for the moderators’ reply."
            ),
            retry_after=86_400,
        )
    message = Message(comment_id=comment_id, sender=sender, body=body, sent_at=now)
    db.session.add(message)
    db.session.flush()
    return message


def is_repeated(last: Message, sender: MessageSender, body: str, *, now: datetime) -> bool:
    """Tell whether these words were sent as the last ones, minutes ago."""
    is_same = (last.sender, last.body) == (sender, body)
    return is_same and last.sent_at >= now - REPEAT_WINDOW


def _unanswered(comment_id: int) -> int:
    answered = select(func.max(Message.id)).where(
        Message.comment_id == comment_id, Message.sender == MessageSender.MODERATOR
    )
    query = select(func.count()).where(
        Message.comment_id == comment_id,
        Message.sender == MessageSender.AUTHOR,
        Message.id > func.coalesce(answered.scalar_subquery(), 0),
    )
    return db.session.scalar(query) or 0
