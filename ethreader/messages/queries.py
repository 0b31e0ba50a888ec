"""Reads about letters."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ethreader.base.db import db, has_time_of_day
from ethreader.comments.models import Comment
from ethreader.messages.models import Letter, Writer


def letters_about(comment_id: int) -> Sequence[Letter]:
    """Return the letters about a comment, the oldest first."""
    query = select(Letter).where(Letter.comment_id == comment_id).order_by(Letter.id)
    return db.session.scalars(query).all()


def last_writer(comment_id: int) -> Writer | None:
    """Return who wrote the latest letter about a comment; nobody, if there is none."""
    query = select(Letter.writer).where(Letter.comment_id == comment_id)
    return db.session.scalar(query.order_by(Letter.id.desc()).limit(1))


def exact_letters_before(moment: datetime) -> Sequence[Letter]:
    """Return the letters written before `moment` that still tell their hour."""
    return db.session.scalars(
        select(Letter).where(Letter.written_at <= moment, has_time_of_day(Letter.written_at))
    ).all()


def unanswered_comments(*, limit: int) -> Sequence[Comment]:
    """Return the comments whose authors wrote last, the longest waiting first."""
    latest = select(func.max(Letter.id)).group_by(Letter.comment_id)
    letters = db.session.scalars(
        select(Letter)
        .where(Letter.id.in_(latest), Letter.writer == Writer.AUTHOR)
        .order_by(Letter.id)
        .limit(limit)
        .options(joinedload(Letter.comment).joinedload(Comment.event))
    )
    return [letter.comment for letter in letters]


def unanswered_count() -> int:
    """Count the comments whose authors wrote last."""
    latest = select(func.max(Letter.id)).group_by(Letter.comment_id)
    query = select(func.count()).select_from(Letter)
    return (
        db.session.scalar(query.where(Letter.id.in_(latest), Letter.writer == Writer.AUTHOR)) or 0
    )
