"""Reads about messages."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.messages.models import Message, MessageSender


def messages_about(comment_id: int) -> Sequence[Message]:
    """Return the messages about a comment, the oldest first."""
    query = select(Message).where(Message.comment_id == comment_id).order_by(Message.id)
    return db.session.scalars(query).all()


def last_message(comment_id: int) -> Message | None:
    """Return the latest message about a comment."""
    query = select(Message).where(Message.comment_id == comment_id)
    return db.session.scalar(query.order_by(Message.id.desc()).limit(1))


def unanswered_comments(*, limit: int) -> Sequence[Comment]:
    """Return the comments whose authors wrote last, the longest waiting first."""
    latest = select(func.max(Message.id)).group_by(Message.comment_id)
    messages = db.session.scalars(
        select(Message)
        .where(Message.id.in_(latest), Message.sender == MessageSender.AUTHOR)
        .order_by(Message.id)
        .limit(limit)
        .options(joinedload(Message.comment).joinedload(Comment.event))
    )
    return [message.comment for message in messages]
