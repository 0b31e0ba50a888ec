"""What an event and the comments of a branch count, so that reading a page counts nothing.

An event counts its public comments and its publications; a comment counts the public ones below
it, and is visible while it or one of those is public.
"""

from collections.abc import Sequence

from sqlalchemy import CTE, Row, bindparam, or_, select, update

from ethreader.base.db import db
from ethreader.base.topics import thread_of
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event

Rows = Sequence[Row[int, int | None, State, int | None]]


def count_publicity(comment: Comment, *, was_public: bool) -> None:
    """Count in a comment that has just become public, or out one that no longer is."""
    step = comment.is_public - was_public
    if not step:
        return
    publication_no = _count_in_event(comment, step)
    if comment.is_public:
        comment.publication_no = publication_no
    comment.is_visible = comment.is_public or Comment.reply_count > 0
    db.session.flush()
    replies = Comment.reply_count + step
    db.session.execute(
        update(Comment)
        .where(Comment.id.in_(select(_above(comment).c.id)))
        .values(reply_count=replies, is_visible=or_(Comment.state == State.PUBLISHED, replies > 0))
        .execution_options(synchronize_session=False, changes=(thread_of(comment.event_id),))
    )


def recount(event: Event) -> None:
    """Count anew what the states of an event's comments say, after they came in by another way."""
    rows = db.session.execute(
        select(Comment.id, Comment.parent_id, Comment.state, Comment.publication_no)
        .where(Comment.event_id == event.id)
        .order_by(Comment.id)
    ).all()
    roots, replies, numbers = _roots(rows), _replies(rows), _publication_numbers(event, rows)
    counted = [
        {
            "row_id": row.id,
            "root_id": roots[row.id],
            "reply_count": replies[row.id],
            "is_visible": row.state is State.PUBLISHED or replies[row.id] > 0,
            "publication_no": numbers[row.id],
        }
        for row in rows
    ]
    if counted:
        table = Comment.metadata.tables[Comment.__tablename__]
        statement = update(table).where(table.c.id == bindparam("row_id"))
        db.session.execute(
            statement, counted, execution_options={"changes": (thread_of(event.id),)}
        )
    event.comment_count = sum(row.state is State.PUBLISHED for row in rows)


def _roots(rows: Rows) -> dict[int, int | None]:
    roots: dict[int, int | None] = {}
    for row in rows:  # Parents first: a reply comes after.
        roots[row.id] = (roots[row.parent_id] or row.parent_id) if row.parent_id else None
    return roots


def _replies(rows: Rows) -> dict[int, int]:
    replies = dict.fromkeys((row.id for row in rows), 0)
    for row in reversed(rows):
        if row.parent_id:
            replies[row.parent_id] += replies[row.id] + (row.state is State.PUBLISHED)
    return replies


def _publication_numbers(event: Event, rows: Rows) -> dict[int, int | None]:
    numbers = {row.id: row.publication_no for row in rows}
    for row in rows:
        if row.state is State.PUBLISHED and row.publication_no is None:
            event.publication_count += 1
            numbers[row.id] = event.publication_count
    return numbers


def _count_in_event(comment: Comment, step: int) -> int | None:
    """Count in the event, and return how many publications it has seen.

    The event's row first, always: whoever changes a thread at the same time waits here.
    """
    return db.session.scalar(
        update(Event)
        .where(Event.id == comment.event_id)
        .values(
            comment_count=Event.comment_count + step,
            publication_count=Event.publication_count + max(step, 0),
        )
        .returning(Event.publication_count)
        .execution_options(synchronize_session=False, changes=(thread_of(comment.event_id),))
    )


def _above(comment: Comment) -> CTE:
    """Return the ids of the comments that a comment stands below, up to the branch's beginning."""
    up = (
        select(Comment.parent_id.label("id"))
        .where(Comment.id == comment.id, Comment.parent_id.is_not(None))
        .cte("above", recursive=True)
    )
    further = select(Comment.parent_id).join(up, Comment.id == up.c.id)
    return up.union_all(further.where(Comment.parent_id.is_not(None)))
