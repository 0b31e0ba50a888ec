"""Reads about the pages of a thread: what readers see, in which order, and what is new.

Statements are made once, and rows become values: what a page costs is felt by whoever reads one
that nobody has read before.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, func, select, tuple_

from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.base.prepared import Prepared
from ethreader.comments.branch_queries import branches_of, first_replies, replies_around, together
from ethreader.comments.cursors import Cursor, decode_cursor, encode_cursor
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.row_queries import ShownRow, select_shown, shown_by, shown_rows
from ethreader.comments.threads import REPLIES_SHOWN, News, Order, Thread, branches_that_fit
from ethreader.events.terms import Commented

NEWS_SHOWN = 40

OF_EVENT = Comment.event_id == bindparam("event_id")
# The pinned comment stands before all others, whatever the order.
BEGINS_IN_TURN = (OF_EVENT, Comment.root_id.is_(None), Comment.is_visible, ~Comment.is_pinned)
PINNED = shown_by(select_shown().where(OF_EVENT, Comment.is_pinned))
FROM_ROOT = shown_by(
    select_shown()
    .where(OF_EVENT, Comment.root_id.is_(None), Comment.is_visible)
    .where(Comment.id >= bindparam("root_id"))
    .order_by(Comment.id)
    .limit(bindparam("limit"))
)
PUBLISHED_SINCE = shown_by(
    select_shown()
    .where(OF_EVENT, Comment.publication_no > bindparam("since"), Comment.state == State.PUBLISHED)
    .order_by(Comment.publication_no)
    .limit(NEWS_SHOWN)
)
FIRST_ROOTS = (
    select(Comment.id, Comment.reply_count)
    .where(*BEGINS_IN_TURN)
    .order_by(Comment.id)
    .limit(bindparam("limit"))
)


def published_thread(
    event: Commented, *, size: int = 40, order: Order = Order.OLDEST, after: str | None = None
) -> Thread:
    """Return a page of what readers see under an event; `NotFound` if `after` leads nowhere.

    The number of queries and of rows does not depend on how much was written.
    """
    given = {"event_id": event.id, "limit": size + 1}
    if after is not None:
        reply_count, comment_id = _place_of(decode_cursor(after), event)
        given |= {"comment_id": comment_id}
        if order is Order.REPLIES:
            given |= {"reply_count": reply_count}
    pinned = [] if after else shown_rows(PINNED, {"event_id": event.id})
    roots = shown_rows(_roots(order, goes_on=after is not None), given)
    return _page(event, roots, order=order, size=size, pinned=pinned)


def thread_at(event: Commented, comment: Comment, *, size: int) -> Thread:
    """Return the page that begins with a comment's branch; the comment is surely in it."""
    given = {"event_id": event.id, "root_id": comment.root_id or comment.id, "limit": size + 1}
    roots = shown_rows(FROM_ROOT, given)
    return _page(event, roots, order=Order.OLDEST, size=size, wanted=comment)


def published_since(event: Commented, publication_no: int) -> News:
    """Return what was published after a publication, the earliest first, NEWS_SHOWN at most."""
    given = {"event_id": event.id, "since": publication_no}
    rows = shown_rows(PUBLISHED_SINCE, given)
    is_all = len(rows) < NEWS_SHOWN
    until = None if is_all else rows[-1].publication_no
    return News(nodes=together(rows).nodes, until=until or event.publication_count)


def is_on_first_page(comment: Comment, *, size: int) -> bool:
    """Tell whether the article's own page of the thread shows a visible comment."""
    root_id = comment.root_id or comment.id
    given = {"event_id": comment.event_id, "limit": size}
    first = branches_that_fit(db.session.execute(FIRST_ROOTS, given).all(), size=size)
    if root_id not in {row.id for row in first} and not _is_pinned(root_id):
        return False
    if comment.root_id is None:
        return True
    replies_before = _ids_before(
        REPLIES_SHOWN, Comment.id < comment.id, Comment.root_id == comment.root_id
    )
    return replies_before < REPLIES_SHOWN


def _is_pinned(comment_id: int) -> bool:
    return db.session.scalar(select(Comment.is_pinned).where(Comment.id == comment_id)) or False


def _place_of(cursor: Cursor, event: Commented) -> tuple[int, int]:
    row = comment_by_public_id(cursor.public_id)
    if row is None or row.event_id != event.id:
        raise NotFound
    count = row.reply_count if cursor.reply_count is None else cursor.reply_count
    return count, row.id


@cache
def _roots(order: Order, *, goes_on: bool) -> Prepared:
    begins = select_shown().where(*BEGINS_IN_TURN)
    if goes_on:
        begins = begins.where(_is_after(order))
    return shown_by(begins.order_by(*_sorted_by(order)).limit(bindparam("limit")))


def _is_after(order: Order) -> ColumnElement[bool]:
    comment_id = bindparam("comment_id", type_=Integer)
    if order is Order.REPLIES:
        place = tuple_(bindparam("reply_count", type_=Integer), comment_id)
        return tuple_(Comment.reply_count, Comment.id) < place
    return Comment.id < comment_id if order is Order.NEWEST else Comment.id > comment_id


def _sorted_by(order: Order) -> tuple[Any, ...]:
    if order is Order.REPLIES:
        return Comment.reply_count.desc(), Comment.id.desc()
    return ((Comment.id.desc() if order is Order.NEWEST else Comment.id.asc()),)


def _page(
    event: Commented,
    found: Sequence[ShownRow],
    *,
    order: Order,
    size: int,
    wanted: Comment | None = None,
    pinned: Sequence[ShownRow] = (),
) -> Thread:
    roots = branches_that_fit(found, size=size)
    last = roots[-1] if len(found) > len(roots) else None
    more = (
        encode_cursor(last.public_id, reply_count=last.reply_count, order=order) if last else None
    )
    rows = [*pinned, *roots]
    rows += first_replies(rows)
    if wanted is not None and wanted.root_id and wanted.id not in {row.id for row in rows}:
        rows += replies_around(wanted)
    return Thread(branches=branches_of(rows), count=event.comment_count, order=order, more=more)


def _ids_before(limit: int, *conditions: ColumnElement[bool]) -> int:
    """Count shown comments that meet the conditions, up to a limit."""
    some = select(Comment.id).where(Comment.is_visible, *conditions).limit(limit).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0
