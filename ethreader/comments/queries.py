"""Reads about single comments, and about what moderators look through.

Records are for rules and for moderators; what the public may see leaves as `PublicComment`.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload

from ethreader.base.db import db
from ethreader.base.paging import Order, Page, Position, read_page
from ethreader.comments.log import Cause, StateChange
from ethreader.comments.models import PUBLIC_ID, Comment, State, Voice
from ethreader.comments.public import public_comment
from ethreader.comments.threads import PublicComment
from ethreader.events.models import Event
from ethreader.events.queries import IS_PUBLISHED

MAX_ID = 2**62  # Above every id.
# What a moderator reads a comment in.
IN_CONTEXT = (joinedload(Comment.event), joinedload(Comment.parent))


def comment_by_public_id(public_id: str) -> Comment | None:
    """Return a comment's record in any state, with what a moderator reads it in."""
    if not _is_public_id(public_id):
        return None
    return db.session.scalar(
        select(Comment).where(Comment.public_id == public_id).options(*IN_CONTEXT)
    )


def comment_by_id(comment_id: int) -> Comment | None:
    """Return a comment by the database's own id, with its event."""
    return db.session.scalar(
        select(Comment).where(Comment.id == comment_id).options(joinedload(Comment.event))
    )


def visible_row(public_id: str) -> Comment | None:
    """Return a comment's record if readers see it, or see a stub in its place."""
    row = comment_by_public_id(public_id)
    is_shown = row is not None and row.is_visible and row.event.is_published
    return row if is_shown else None


def published_row(public_id: str) -> Comment | None:
    """Return a published comment's record, for rules; pages take `published_comment`."""
    if not _is_public_id(public_id):
        return None
    return db.session.scalar(
        select(Comment)
        .join(Comment.event)
        .where(Comment.public_id == public_id, Comment.state == State.PUBLISHED, IS_PUBLISHED)
    )


def published_comment(event: Event, public_id: str) -> PublicComment | None:
    """Return a comment as the public sees it, if it is published under an event."""
    row = published_row(public_id)
    if row is None or row.event_id != event.id:
        return None
    return public_comment(row, {row.parent.id: row.parent.public_id} if row.parent else {})


def pinned_comment(event: Event) -> Comment | None:
    """Return the comment that a moderator has put before all others."""
    return db.session.scalar(select(Comment).where(Comment.event_id == event.id, Comment.is_pinned))


def hold_comment(comment: Comment) -> None:
    """Keep other writers of this comment waiting until this transaction ends; read it as it is."""
    held_state(comment.id)
    db.session.refresh(comment)


def held_state(comment_id: int) -> State | None:
    """Return the state of a comment, as it is now, and keep its other writers waiting."""
    query = select(Comment.state).where(Comment.id == comment_id).with_for_update()
    return db.session.scalar(query)


def has_comments() -> bool:
    """Tell whether there is any comment here, in any state."""
    return db.session.scalar(select(Comment.id).limit(1)) is not None


def has_replies(comment: Comment) -> bool:
    """Tell whether somebody has replied to it, published yet or not."""
    reply = select(Comment.id).where(
        Comment.parent_id == comment.id, Comment.state.in_((State.PENDING, State.PUBLISHED))
    )
    return db.session.scalar(select(reply.exists())) or False


def state_of(comment_id: int) -> State | None:
    """Return the state of a comment by the database's own id."""
    return db.session.scalar(select(Comment.state).where(Comment.id == comment_id))


def is_read_by_all(comment_id: int) -> bool:
    """Tell whether a comment is published, and its event too."""
    comment = comment_by_id(comment_id)
    return comment is not None and comment.is_public and comment.event.is_published


def same_text_since(
    moment: datetime,
    *,
    event_id: int,
    parent_id: int | None,
    name: str,
    body: str,
    voice: Voice | None = None,
) -> Comment | None:
    """Return a comment with the same words by the same name in the same place.

    One that appeared at once has no moment of arrival any more: the moderation log has it.
    """
    return db.session.scalar(
        select(Comment)
        .where(
            Comment.event_id == event_id,
            Comment.parent_id == parent_id,
            Comment.name == name,
            Comment.body == body,
            Comment.voice == voice,
            or_(Comment.received_at >= moment, _appeared_since(moment)),
        )
        .limit(1)
    )


def _appeared_since(moment: datetime) -> ColumnElement[bool]:
    """Tell whether a comment appeared as it was sent, at a moment or after."""
    return exists().where(
        StateChange.comment_id == Comment.id,
        StateChange.cause.in_((Cause.OPEN_EVENT, Cause.OFFICIAL_REPLY)),
        StateChange.changed_at >= moment,
    )


def published_page(at: Position) -> Page[Comment]:
    """Return a page of what readers see, the latest first, for moderators."""
    query = select(Comment).where(Comment.state == State.PUBLISHED)
    return read_page(query, Comment.id, order=Order.NEWEST_FIRST, at=at, options=IN_CONTEXT)


def quoting_in_branch(comment: Comment) -> Sequence[Comment]:
    """Return the other comments of a branch in which something is quoted."""
    return db.session.scalars(_quoting_in_branch(comment)).all()


def hold_quoting_in_branch(comment: Comment) -> Sequence[Comment]:
    """Return the other comments of a branch in which something is quoted, for this writer alone."""
    return db.session.scalars(_quoting_in_branch(comment).with_for_update()).all()


def _quoting_in_branch(comment: Comment) -> Select[Comment]:
    root_id = comment.root_id or comment.id
    return (
        select(Comment)
        .where(
            or_(Comment.root_id == root_id, Comment.id == root_id),
            Comment.id != comment.id,
            or_(Comment.body.contains(">"), Comment.replied_body.contains(">")),
        )
        .order_by(Comment.id)
    )


def withdrawn_public_ids() -> Sequence[str]:
    """Return the public ids of all that was withdrawn."""
    return db.session.scalars(
        select(Comment.public_id).where(Comment.state == State.WITHDRAWN).order_by(Comment.id)
    ).all()


def _is_public_id(text: str) -> bool:
    """Tell whether a text from outside is worth a look: a NUL in it stops PostgreSQL."""
    return re.fullmatch(PUBLIC_ID, text) is not None
