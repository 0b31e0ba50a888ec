"""Reads about branches: a comment that began one, and what stands below it."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, select
from sqlalchemy.orm import aliased

from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.comments.cursors import decode_cursor
from ethreader.comments.models import Comment
from ethreader.comments.public import public_comment
from ethreader.comments.queries import MAX_ID, comment_by_public_id
from ethreader.comments.row_queries import ShownRow, select_shown, shown_rows
from ethreader.comments.threads import REPLIES_SHOWN, Node, Thread, arrange

# Of a branch by itself, as many at a time.
BRANCH_PAGE = 40
REPLIES_FROM = (
    select_shown()
    .where(Comment.root_id == bindparam("root_id"), Comment.is_visible)
    .where(Comment.id >= bindparam("first_id"))
    .order_by(Comment.id)
    .limit(BRANCH_PAGE + 1)
)
BY_ID = select_shown().where(Comment.id.in_(bindparam("ids", expanding=True)))
ANCESTORS_SHOWN = 20  # Of a comment that was asked for, deep in a branch.


def branch(root: Comment, *, after: str | None = None) -> Thread:
    """Return a part of one branch: from its beginning, or going on after a reply.

    Raises `NotFound` if `after` leads nowhere.
    """
    after_id = 0
    if after is not None:
        last = comment_by_public_id(decode_cursor(after).public_id)
        if last is None or last.root_id != root.id:
            raise NotFound
        after_id = last.id
    rows = shown_rows(REPLIES_FROM, {"root_id": root.id, "first_id": after_id + 1})
    beginning = shown_rows(BY_ID, {"ids": [root.id]}) if after is None else []
    more = rows[BRANCH_PAGE - 1].public_id if len(rows) > BRANCH_PAGE else None
    rows = rows[:BRANCH_PAGE]
    nodes = arranged([*beginning, *rows], below=root)
    return Thread(roots=nodes, count=root.reply_count, more=more)


def root_of(comment: Comment) -> Comment:
    """Return the comment that began a comment's branch; that may be the comment itself."""
    if comment.root_id is None:
        return comment
    return db.session.scalars(select(Comment).where(Comment.id == comment.root_id)).one()


def first_replies(roots: Sequence[ShownRow]) -> list[ShownRow]:
    """Return the first replies in each branch, in one query that no long branch slows down."""
    ids = [root.id for root in roots if root.reply_count]
    return shown_rows(FIRST_REPLIES, {"ids": ids}) if ids else []


def _first_replies() -> Select[Any]:
    root, other = aliased(Comment), aliased(Comment)
    last = (
        select(other.id)
        .where(other.root_id == root.id, other.is_visible)
        .order_by(other.id)
        .limit(1)
        .offset(REPLIES_SHOWN - 1)
        .correlate(root)
        .scalar_subquery()
    )
    return (
        select_shown()
        .join(root, Comment.root_id == root.id)
        .where(root.id.in_(bindparam("ids", expanding=True)))
        .where(Comment.is_visible, Comment.id <= func.coalesce(last, MAX_ID))
        .order_by(Comment.id)
    )


FIRST_REPLIES = _first_replies()


def replies_around(wanted: Comment) -> list[ShownRow]:
    """Return a comment deep in a branch with what it replies to and what follows."""
    up = select(Comment.id, Comment.parent_id, literal(0).label("steps")).where(
        Comment.id == wanted.id
    )
    above = up.cte("above", recursive=True)
    above = above.union_all(
        select(Comment.id, Comment.parent_id, above.c.steps + 1)
        .join(above, Comment.id == above.c.parent_id)
        .where(Comment.root_id.is_not(None), above.c.steps < ANCESTORS_SHOWN)
    )
    before = shown_rows(
        select_shown().where(Comment.id.in_(select(above.c.id)), Comment.id < wanted.id), {}
    )
    on = shown_rows(REPLIES_FROM, {"root_id": wanted.root_id, "first_id": wanted.id})
    return [*before, *on[:BRANCH_PAGE]]


def arranged(rows: Sequence[ShownRow], *, below: Comment | None = None) -> tuple[Node, ...]:
    """Put comments in their places; the replies of one branch may come in any order.

    `below` began the branch that they are of, where it is not among them.
    """
    by_id = {row.id: row for row in rows}
    known = {row.id: row.public_id for row in rows}
    if below is not None:
        known[below.id] = below.public_id
    missing = {row.parent_id for row in rows if row.parent_id} - by_id.keys()
    parents = shown_rows(BY_ID, {"ids": list(missing)}) if missing else []
    known |= {row.id: row.public_id for row in parents}
    beside = {row.public_id: public_comment(row, known) for row in parents}
    roots = [row for row in by_id.values() if row.root_id is None]
    replies = sorted((row for row in by_id.values() if row.root_id), key=attrgetter("id"))
    return arrange((public_comment(row, known) for row in (*roots, *replies)), beside)
