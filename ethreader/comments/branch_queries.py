"""Reads about branches: a comment that began one, and what stands below it."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from sqlalchemy import func, literal, select
from sqlalchemy.orm import aliased

from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.comments.cursors import decode_cursor
from ethreader.comments.models import Comment
from ethreader.comments.public import public_comment
from ethreader.comments.queries import MAX_ID, comment_by_public_id
from ethreader.comments.threads import Node, Thread, arrange

# Of each branch, as many replies stand in a page of the thread; more stand behind a link.
REPLIES_SHOWN = 5
# Of a branch by itself, as many at a time.
BRANCH_PAGE = 40
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
    rows = list(
        db.session.scalars(
            select(Comment)
            .where(Comment.root_id == root.id, Comment.is_visible, Comment.id > after_id)
            .order_by(Comment.id)
            .limit(BRANCH_PAGE + 1)
        )
    )
    more = rows[BRANCH_PAGE - 1].public_id if len(rows) > BRANCH_PAGE else None
    rows = rows[:BRANCH_PAGE]
    nodes = arranged([*([root] if after is None else []), *rows], branch_of=root)
    return Thread(roots=nodes, count=root.reply_count, more=more)


def root_of(comment: Comment) -> Comment:
    """Return the comment that began a comment's branch; that may be the comment itself."""
    if comment.root_id is None:
        return comment
    return db.session.scalars(select(Comment).where(Comment.id == comment.root_id)).one()


def first_replies(roots: Sequence[Comment]) -> Iterable[Comment]:
    """Return the first replies in each branch, in one query that no long branch slows down."""
    ids = [root.id for root in roots if root.reply_count]
    if not ids:
        return ()
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
    return db.session.scalars(
        select(Comment)
        .join(root, Comment.root_id == root.id)
        .where(root.id.in_(ids), Comment.is_visible, Comment.id <= func.coalesce(last, MAX_ID))
        .order_by(Comment.id)
    )


def replies_around(wanted: Comment) -> list[Comment]:
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
    before = db.session.scalars(
        select(Comment).where(Comment.id.in_(select(above.c.id)), Comment.id < wanted.id)
    )
    on = db.session.scalars(
        select(Comment)
        .where(Comment.root_id == wanted.root_id, Comment.is_visible, Comment.id >= wanted.id)
        .order_by(Comment.id)
        .limit(BRANCH_PAGE)
    )
    return [*before, *on]


def arranged(rows: Sequence[Comment], *, branch_of: Comment | None = None) -> tuple[Node, ...]:
    """Put records in their places; those of one branch may come in any order."""
    by_id = {row.id: row for row in rows}
    known = {key: row.public_id for key, row in by_id.items()}
    if branch_of is not None:
        known[branch_of.id] = branch_of.public_id
    missing = {row.parent_id for row in rows if row.parent_id and row.parent_id not in by_id}
    parents = (
        db.session.scalars(select(Comment).where(Comment.id.in_(missing))).all() if missing else ()
    )
    known |= {row.id: row.public_id for row in parents}
    beside = {row.public_id: public_comment(row, known) for row in parents}
    roots = [row for row in by_id.values() if row.root_id is None]
    replies = sorted((row for row in by_id.values() if row.root_id), key=attrgetter("id"))
    return arrange((public_comment(row, known) for row in (*roots, *replies)), beside)
