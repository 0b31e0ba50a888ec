"""Reads about messages."""

from collections.abc import Sequence

from sqlalchemy import Subquery, bindparam, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from ethreader.base.db import db
from ethreader.base.paging import Order, Page, Position, read_page
from ethreader.comments.models import Comment
from ethreader.messages.models import Message, MessageSender


def messages_about(comment_id: int) -> Sequence[Message]:
    """Return the messages about a comment, the oldest first."""
    query = select(Message).where(Message.comment_id == comment_id).order_by(Message.id)
    return db.session.scalars(query).all()


def messages_about_each(comment_ids: Sequence[int]) -> dict[int, list[Message]]:
    """Return the messages about each of some comments, the oldest first, in one query."""
    found: dict[int, list[Message]] = {comment_id: [] for comment_id in comment_ids}
    query = select(Message).where(Message.comment_id.in_(comment_ids)).order_by(Message.id)
    for message in db.session.scalars(query):
        found[message.comment_id].append(message)
    return found


def last_message(comment_id: int) -> Message | None:
    """Return the latest message about a comment."""
    query = select(Message).where(Message.comment_id == comment_id)
    return db.session.scalar(query.order_by(Message.id.desc()).limit(1))


def unanswered_page(at: Position) -> Page[Comment]:
    """Return a page of the comments whose authors wrote last, the longest waiting first.

    Who writes once more keeps the place of the first message that nobody has answered.
    """
    first = _first_unanswered()
    query = select(Comment).join(first, first.c.comment_id == Comment.id)
    with_event = (joinedload(Comment.event),)
    return read_page(query, first.c.id, order=Order.OLDEST_FIRST, at=at, options=with_event)


def answered_page(at: Position) -> Page[Comment]:
    """Return a page of the comments whose moderators wrote last, the latest of these first."""
    last = _last_messages()
    is_answered = last.c.sender == MessageSender.MODERATOR
    query = select(Comment).join(last, last.c.comment_id == Comment.id).where(is_answered)
    with_event = (joinedload(Comment.event),)
    return read_page(query, last.c.id, order=Order.NEWEST_FIRST, at=at, options=with_event)


def message_counts(comment_ids: Sequence[int]) -> dict[int, int]:
    """Return how many messages there are about each of some comments that have any."""
    counted = db.session.execute(_COUNTED, {"ids": comment_ids})
    return {row[0]: row[1] for row in counted}


def unanswered_count() -> int:
    """Count the comments whose authors wrote last."""
    return db.session.scalar(_UNANSWERED) or 0


def _last_messages() -> Subquery:
    """Return the latest message about each comment."""
    later = aliased(Message)
    is_last = ~exists().where(later.comment_id == Message.comment_id, later.id > Message.id)
    return select(Message.comment_id, Message.id, Message.sender).where(is_last).subquery()


def _first_unanswered() -> Subquery:
    """Return the first message of each author since moderators wrote last about the comment."""
    reply = aliased(Message)
    is_answered = exists().where(
        reply.comment_id == Message.comment_id,
        reply.id > Message.id,
        reply.sender == MessageSender.MODERATOR,
    )
    query = select(Message.comment_id, func.min(Message.id).label("id"))
    waiting = query.where(Message.sender == MessageSender.AUTHOR, ~is_answered)
    return waiting.group_by(Message.comment_id).subquery()


# Asked for with each page of moderators.
_UNANSWERED = select(func.count()).select_from(_first_unanswered())
_COUNTED = (
    select(Message.comment_id, func.count())
    .where(Message.comment_id.in_(bindparam("ids", expanding=True)))
    .group_by(Message.comment_id)
)
