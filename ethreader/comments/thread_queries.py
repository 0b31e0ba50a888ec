"""Reads about the pages of a thread: what readers see, in which order, and what is new."""

from typing import Any

from sqlalchemy import ColumnElement, func, select, tuple_

from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.comments.branch_queries import (
    REPLIES_SHOWN,
    arranged,
    first_replies,
    replies_around,
)
from ethreader.comments.cursors import Cursor, decode_cursor, encode_cursor
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_public_id, pinned_comment
from ethreader.comments.threads import News, Order, Thread
from ethreader.events.models import Event

NEWS_SHOWN = 40


def published_thread(
    event: Event, *, size: int = 40, order: Order = Order.OLDEST, after: str | None = None
) -> Thread:
    """Return a page of what readers see under an event; `NotFound` if `after` leads nowhere.

    The number of queries and of rows does not depend on how much was written.
    """
    begins = select(Comment).where(
        Comment.event_id == event.id,
        Comment.root_id.is_(None),
        Comment.is_visible,
        Comment.is_pinned.is_(False),  # It stands before all others, whatever the order.
    )
    pinned = pinned_comment(event) if after is None else None
    if after is not None:
        begins = begins.where(_is_after(*_place_of(decode_cursor(after), event), order=order))
    roots = list(db.session.scalars(begins.order_by(*_sorted_by(order)).limit(size + 1)))
    return _page(event, roots, order=order, size=size, pinned=pinned)


def thread_at(event: Event, comment: Comment, *, size: int) -> Thread:
    """Return the page that begins with a comment's branch; the comment is surely in it."""
    root_id = comment.root_id or comment.id
    roots = list(
        db.session.scalars(
            select(Comment)
            .where(
                Comment.event_id == event.id,
                Comment.root_id.is_(None),
                Comment.is_visible,
                Comment.id >= root_id,
            )
            .order_by(Comment.id)
            .limit(size + 1)
        )
    )
    return _page(event, roots, order=Order.OLDEST, size=size, wanted=comment)


def published_since(event: Event, publication_no: int) -> News:
    """Return what was published after a publication, the earliest first, NEWS_SHOWN at most."""
    rows = db.session.scalars(
        select(Comment)
        .where(
            Comment.event_id == event.id,
            Comment.publication_no > publication_no,
            Comment.state == State.PUBLISHED,
        )
        .order_by(Comment.publication_no)
        .limit(NEWS_SHOWN)
    ).all()
    is_all = len(rows) < NEWS_SHOWN
    until = (
        event.publication_count if is_all else rows[-1].publication_no or event.publication_count
    )
    return News(nodes=arranged(list(rows)), until=until)


def is_on_first_page(comment: Comment, *, size: int) -> bool:
    """Tell whether the article's own page of the thread shows a visible comment."""
    root_id = comment.root_id or comment.id
    stands_first = db.session.scalar(select(Comment.is_pinned).where(Comment.id == root_id))
    roots_before = _ids_before(
        size,
        Comment.id < root_id,
        Comment.event_id == comment.event_id,
        Comment.root_id.is_(None),
        Comment.is_pinned.is_(False),
    )
    if roots_before == size and not stands_first:
        return False
    if comment.root_id is None:
        return True
    replies_before = _ids_before(
        REPLIES_SHOWN, Comment.id < comment.id, Comment.root_id == comment.root_id
    )
    return replies_before < REPLIES_SHOWN


def _place_of(cursor: Cursor, event: Event) -> tuple[int, int]:
    row = comment_by_public_id(cursor.public_id)
    if row is None or row.event_id != event.id:
        raise NotFound
    count = row.reply_count if cursor.reply_count is None else cursor.reply_count
    return count, row.id


def _is_after(reply_count: int, comment_id: int, *, order: Order) -> ColumnElement[bool]:
    if order is Order.REPLIES:
        return tuple_(Comment.reply_count, Comment.id) < tuple_(reply_count, comment_id)
    return Comment.id < comment_id if order is Order.NEWEST else Comment.id > comment_id


def _sorted_by(order: Order) -> tuple[Any, ...]:
    if order is Order.REPLIES:
        return Comment.reply_count.desc(), Comment.id.desc()
    return ((Comment.id.desc() if order is Order.NEWEST else Comment.id.asc()),)


def _page(
    event: Event,
    roots: list[Comment],
    *,
    order: Order,
    size: int,
    wanted: Comment | None = None,
    pinned: Comment | None = None,
) -> Thread:
    last = roots[size - 1] if len(roots) > size else None
    more = (
        encode_cursor(last.public_id, reply_count=last.reply_count, order=order) if last else None
    )
    roots = [*([pinned] if pinned else []), *roots[:size]]
    rows = [*roots, *first_replies(roots)]
    if wanted is not None and wanted.root_id and wanted.id not in {row.id for row in rows}:
        rows += replies_around(wanted)
    return Thread(roots=arranged(rows), count=event.comment_count, order=order, more=more)


def _ids_before(limit: int, *conditions: ColumnElement[bool]) -> int:
    """Count shown comments that meet the conditions, up to a limit."""
    some = select(Comment.id).where(Comment.is_visible, *conditions).limit(limit).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0
