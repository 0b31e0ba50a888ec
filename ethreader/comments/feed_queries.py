"""Reads for feeds: what was published last."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from ethreader.base.db import db
from ethreader.comments.models import Comment, State
from ethreader.comments.public import public_comment
from ethreader.comments.threads import PublicComment
from ethreader.events.models import Event

FEED_LENGTH = 50


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """A published comment, and the day on which it was published or changed last."""

    comment: PublicComment
    updated: date


def latest_under(event: Event, *, zone: ZoneInfo) -> list[FeedEntry]:
    """Return what was published last under an event, the latest first."""
    return _latest(Comment.event_id == event.id, zone=zone)


def latest_in_branch(root: Comment, *, zone: ZoneInfo) -> list[FeedEntry]:
    """Return what was published last in a branch, the latest first; its beginning among it."""
    replies = _latest(Comment.root_id == root.id, zone=zone)
    # By itself, or the index of the replies could not be used.
    beginning = _latest(Comment.id == root.id, zone=zone)
    return [*replies, *beginning][:FEED_LENGTH]


def _latest(*conditions: ColumnElement[bool], zone: ZoneInfo) -> list[FeedEntry]:
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
    return [
        FeedEntry(comment=public_comment(row, known), updated=_day_of_update(row, zone))
        for row in rows
    ]


def _day_of_update(row: Comment, zone: ZoneInfo) -> date:
    """Return the day of the last publication or change; for what came in by another way, its day.

    Never one before the day that pages tell, whatever zones have done since.
    """
    if row.updated_at is None:
        return row.received_on
    return max(row.updated_at.astimezone(zone).date(), row.received_on)
