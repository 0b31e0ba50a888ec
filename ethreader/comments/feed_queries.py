"""Reads for feeds: what was published, the latest first, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, literal, select
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


@dataclass(frozen=True, kw_only=True)
class FeedPage:
    """Some entries, the latest first, and before which publication older ones go on, if any do."""

    entries: list[FeedEntry]
    older: int | None


def page_under(event: Event, *, before: int | None, zone: ZoneInfo) -> FeedPage:
    """Return what was published last under an event, or last before a publication."""
    return _page(_latest(Comment.event_id == event.id, before=before), zone)


def page_of_branch(root: Comment, *, before: int | None, zone: ZoneInfo) -> FeedPage:
    """Return what was published last in a branch, its beginning behind all replies."""
    replies = _latest(Comment.root_id == root.id, before=before)
    # By itself, or the index of the replies could not be used.
    beginning = _latest(Comment.id == root.id, before=None)
    return _page([*replies, *beginning], zone)


def _latest(*conditions: ColumnElement[bool], before: int | None) -> Sequence[Comment]:
    """Return one row more than a page has: it tells whether there are older ones."""
    number = Comment.publication_no
    is_older = number.is_not(None) if before is None else number < literal(before, BigInteger)
    return db.session.scalars(
        select(Comment)
        .where(*conditions, Comment.state == State.PUBLISHED, is_older)
        .order_by(number.desc())
        .limit(FEED_LENGTH + 1)
        .options(joinedload(Comment.parent))
    ).all()


def _page(found: Sequence[Comment], zone: ZoneInfo) -> FeedPage:
    rows = found[:FEED_LENGTH]
    # A parent that is not shown is not named; what began the branch is told as a fact only.
    parents = {each.parent_id: each.parent for each in rows if each.parent_id}
    known = {key: row.public_id for key, row in parents.items() if row and row.is_public}
    entries = [
        FeedEntry(comment=public_comment(row, known), updated=_day_of_update(row, zone))
        for row in rows
    ]
    return FeedPage(
        entries=entries, older=rows[-1].publication_no if len(found) > FEED_LENGTH else None
    )


def _day_of_update(row: Comment, zone: ZoneInfo) -> date:
    """Return the day of the last publication or change; for what came in by another way, its day.

    Never one before the day that pages tell, whatever zones have done since.
    """
    if row.updated_at is None:
        return row.received_on
    return max(row.updated_at.astimezone(zone).date(), row.received_on)
