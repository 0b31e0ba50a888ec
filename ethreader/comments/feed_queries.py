"""Reads for feeds: what was published last."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from ethreader.base.db import db
from ethreader.comments.models import Comment, State
from ethreader.comments.public import public_comment
from ethreader.comments.threads import PublicComment
from ethreader.events.models import Event

FEED_LENGTH = 50


def latest_under(event: Event) -> list[PublicComment]:
    """Return what was published last under an event, the latest first."""
    return _latest(Comment.event_id == event.id)


def latest_in_branch(root: Comment) -> list[PublicComment]:
    """Return what was published last in a branch, the latest first; its beginning among it."""
    replies = _latest(Comment.root_id == root.id)
    # By itself, or the index of the replies could not be used.
    beginning = _latest(Comment.id == root.id)
    return [*replies, *beginning][:FEED_LENGTH]


def _latest(*conditions: ColumnElement[bool]) -> list[PublicComment]:
    rows = db.session.scalars(
        select(Comment)
        .where(*conditions, Comment.state == State.PUBLISHED, Comment.publication_no.is_not(None))
        .order_by(Comment.publication_no.desc())
        .limit(FEED_LENGTH)
        .options(joinedload(Comment.parent))
    ).all()
    # A parent that is not shown is not named; what began the branch is told as a fact only.
    parents = {each.parent_id: each.parent for each in rows if each.parent_id}
    known = {key: row.public_id for key, row in parents.items() if row and row.is_public}
    return [public_comment(row, known) for row in rows]
