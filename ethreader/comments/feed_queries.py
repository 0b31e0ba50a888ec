"""Reads for feeds: what was published, the latest first, page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Select, and_, bindparam
from sqlalchemy.orm import aliased

from ethreader.base.rows import rows_of
from ethreader.comments.models import Comment, State
from ethreader.comments.public import public_comment
from ethreader.comments.row_queries import ShownRow, select_shown
from ethreader.comments.threads import PublicComment
from ethreader.events.models import Event

FEED_LENGTH = 50


WHAT: dict[str, Any] = {
    "event": Comment.event_id,
    "branch": Comment.root_id,
    "beginning": Comment.id,
}


class FeedRow(NamedTuple):
    """A comment as it was read, when it was published or changed last, and its parent's id."""

    comment: ShownRow
    updated_at: datetime | None
    parent: str | None


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
    return _page(_latest("event", event.id, before=before), zone)


def page_of_branch(root: Comment, *, before: int | None, zone: ZoneInfo) -> FeedPage:
    """Return what was published last in a branch, its beginning behind all replies."""
    replies = _latest("branch", root.id, before=before)
    # By itself, or the index of the replies could not be used.
    beginning = _latest("beginning", root.id, before=None)
    return _page([*replies, *beginning], zone)


def _latest(what: str, row_id: int, *, before: int | None) -> list[FeedRow]:
    """Return one row more than a page has: it tells whether there are older ones."""
    given = {"id": row_id} if before is None else {"id": row_id, "before": before}
    rows: Iterable[Any] = rows_of(_statement(what, goes_on=before is not None), given)
    return [FeedRow(ShownRow._make(row[:-2]), row[-2], row[-1]) for row in rows]


@cache
def _statement(what: str, *, goes_on: bool) -> Select[Any]:
    number = Comment.publication_no
    before = bindparam("before", type_=BigInteger)
    parent = aliased(Comment)
    return (
        select_shown()
        .add_columns(Comment.updated_at, parent.public_id)
        # A parent that is not shown is not named.
        .outerjoin(parent, and_(parent.id == Comment.parent_id, parent.state == State.PUBLISHED))
        .where(WHAT[what] == bindparam("id"), Comment.state == State.PUBLISHED)
        .where(number < before if goes_on else number.is_not(None))
        .order_by(number.desc())
        .limit(FEED_LENGTH + 1)
    )


def _page(found: Sequence[FeedRow], zone: ZoneInfo) -> FeedPage:
    rows = found[:FEED_LENGTH]
    entries = [
        FeedEntry(comment=_public(each), updated=_day_of_update(each, zone)) for each in rows
    ]
    older = rows[-1].comment.publication_no if len(found) > FEED_LENGTH else None
    return FeedPage(entries=entries, older=older)


def _public(row: FeedRow) -> PublicComment:
    """Return the comment; what began its branch is told as a fact only."""
    parent_id = row.comment.parent_id
    known = {parent_id: row.parent} if parent_id is not None and row.parent is not None else {}
    return public_comment(row.comment, known)


def _day_of_update(row: FeedRow, zone: ZoneInfo) -> date:
    """Return the day of the last publication or change; for what came in by another way, its day.

    Never one before the day that pages tell, whatever zones have done since.
    """
    received_on = row.comment.received_on
    if row.updated_at is None:
        return received_on
    return max(row.updated_at.astimezone(zone).date(), received_on)
