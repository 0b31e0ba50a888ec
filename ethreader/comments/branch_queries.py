"""Reads about branches: a comment that began one, and what stands below it."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import bindparam, func, literal, select
from sqlalchemy.orm import aliased

from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.base.one_of import one_of
from ethreader.base.prepared import Prepared
from ethreader.comments.cursors import decode_cursor
from ethreader.comments.models import Comment
from ethreader.comments.public import public_comment
from ethreader.comments.queries import MAX_ID, comment_by_public_id
from ethreader.comments.row_queries import ShownRow, select_shown, shown_by, shown_rows
from ethreader.comments.threads import REPLIES_SHOWN, Node, Thread, arrange

# Of a branch by itself, as many at a time.
BRANCH_PAGE = 40
REPLIES_FROM = shown_by(
    select_shown()
    .where(Comment.root_id == bindparam("root_id"), Comment.is_visible)
    .where(Comment.id >= bindparam("first_id"))
    .order_by(Comment.id)
    .limit(BRANCH_PAGE + 1)
)
BY_ID = shown_by(select_shown().where(one_of(Comment.id, "ids")))
ANCESTORS_SHOWN = 20  # Of a comment that was asked for, deep in a branch.


class ShownBranch(NamedTuple):
    """Comments of one branch as they were read: all that their HTML is made of.

    `parents` are replied to and stand elsewhere; `below` is the id of what began the branch, and
    its public one, where it is not among the comments.
    """

    rows: tuple[ShownRow, ...]
    parents: tuple[ShownRow, ...] = ()
    below: tuple[int, str] | None = None

    @property
    def id(self) -> int:
        """The id of the first one."""
        return self.rows[0].id

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The comments in their places; the replies may have come in any order."""
        by_id = {row.id: row for row in self.rows}
        known = {row.id: row.public_id for row in (*self.rows, *self.parents)}
        if self.below is not None:
            known |= [self.below]
        beside = {row.public_id: public_comment(row, known) for row in self.parents}
        roots = [row for row in by_id.values() if row.root_id is None]
        replies = sorted((row for row in by_id.values() if row.root_id), key=attrgetter("id"))
        return arrange((public_comment(row, known) for row in (*roots, *replies)), beside)


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
    shown = together([*beginning, *rows], below=root)
    return Thread(branches=(shown,), count=root.reply_count, more=more)


def root_of(comment: Comment) -> Comment:
    """Return the comment that began a comment's branch; that may be the comment itself."""
    if comment.root_id is None:
        return comment
    return db.session.scalars(select(Comment).where(Comment.id == comment.root_id)).one()


def first_replies(roots: Sequence[ShownRow]) -> list[ShownRow]:
    """Return the first replies in each branch, in one query that no long branch slows down."""
    ids = [root.id for root in roots if root.reply_count]
    return shown_rows(FIRST_REPLIES, {"ids": ids}) if ids else []


def _first_replies() -> Prepared:
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
    return shown_by(
        select_shown()
        .join(root, Comment.root_id == root.id)
        .where(one_of(root.id, "ids"))
        .where(Comment.is_visible, Comment.id <= func.coalesce(last, MAX_ID))
        .order_by(Comment.id)
    )


FIRST_REPLIES = _first_replies()


def replies_around(wanted: Comment) -> list[ShownRow]:
    """Return a comment deep in a branch with what it replies to and what follows."""
    before = shown_rows(ABOVE, {"wanted_id": wanted.id})
    on = shown_rows(REPLIES_FROM, {"root_id": wanted.root_id, "first_id": wanted.id})
    return [*before, *on[:BRANCH_PAGE]]


def _above() -> Prepared:
    up = select(Comment.id, Comment.parent_id, literal(0).label("steps")).where(
        Comment.id == bindparam("wanted_id")
    )
    above = up.cte("above", recursive=True)
    above = above.union_all(
        select(Comment.id, Comment.parent_id, above.c.steps + 1)
        .join(above, Comment.id == above.c.parent_id)
        .where(Comment.root_id.is_not(None), above.c.steps < ANCESTORS_SHOWN)
    )
    found = select_shown().where(Comment.id.in_(select(above.c.id)))
    return shown_by(found.where(Comment.id < bindparam("wanted_id")))


ABOVE = _above()


def branches_of(rows: Sequence[ShownRow]) -> tuple[ShownBranch, ...]:
    """Return comments by branch; what began one comes before its replies."""
    branches, parents = _by_branch(rows), _by_branch(_parents_of(rows))
    return tuple(
        [ShownBranch(tuple(each), tuple(parents.get(id_, ()))) for id_, each in branches.items()]
    )


def together(rows: Sequence[ShownRow], *, below: Comment | None = None) -> ShownBranch:
    """Return comments that stand together, of whatever branches.

    `below` began the branch that they are of, where it is not among them.
    """
    began = (below.id, below.public_id) if below is not None else None
    return ShownBranch(tuple(rows), tuple(_parents_of(rows)), began)


def _by_branch(rows: Iterable[ShownRow]) -> dict[int, list[ShownRow]]:
    branches: dict[int, list[ShownRow]] = {}
    for row in rows:
        branches.setdefault(row.root_id or row.id, []).append(row)
    return branches


def _parents_of(rows: Sequence[ShownRow]) -> list[ShownRow]:
    """Return what is replied to and is not among the rows, in one query."""
    missing = {row.parent_id for row in rows if row.parent_id} - {row.id for row in rows}
    return shown_rows(BY_ID, {"ids": sorted(missing)}) if missing else []
