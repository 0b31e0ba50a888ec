"""What an event and the comments of a branch count, so that reading a page counts nothing.

An event counts its public comments and its publications; a comment counts the public ones below
it, and is visible while it or one of those is public.
"""

from collections.abc import Sequence

from sqlalchemy import Row, bindparam, or_, select, update

from ethreader.base.db import db, table_of
from ethreader.base.prepared import Prepared
from ethreader.base.revisions import note_change
from ethreader.base.topics import added_to, thread_of
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event

Rows = Sequence[Row[int, int | None, State, int | None]]

_comments, _events = table_of(Comment), table_of(Event)

_COUNT_IN_EVENT = Prepared(
    update(_events)
    .where(_events.c.id == bindparam("event"))
    .values(
        comment_count=_events.c.comment_count + bindparam("step"),
        publication_count=_events.c.publication_count + bindparam("publications"),
    )
    .returning(_events.c.publication_count)
)

# The comments that one stands below, up to its branch's beginning.
_above = (
    select(_comments.c.parent_id.label("id"))
    .where(_comments.c.id == bindparam("comment"), _comments.c.parent_id.is_not(None))
    .cte("above", recursive=True)
)
_above = _above.union_all(
    select(_comments.c.parent_id)
    .join(_above, _comments.c.id == _above.c.id)
    .where(_comments.c.parent_id.is_not(None))
)
_counted = _comments.c.reply_count + bindparam("step")
_COUNT_ABOVE = Prepared(
    update(_comments)
    .where(_comments.c.id.in_(select(_above.c.id)))
    .values(
        reply_count=_counted,
        is_visible=or_(_comments.c.state == State.PUBLISHED, _counted > 0),
    )
)


def count_publicity(comment: Comment, *, was_public: bool) -> None:
    """Count in a comment that has just become public, or out one that no longer is."""
    step = comment.is_public - was_public
    if not step:
        return
    publication_no = count_in_event(comment.event_id, step)
    if comment.is_public:
        comment.publication_no = publication_no
    comment.is_visible = comment.is_public or Comment.reply_count > 0
    db.session.flush()
    count_above(comment.id, step)


def count_in_event(event_id: int, step: int) -> int:
    """Count in an event, and return how many publications it has seen.

    The event's row first, always: whoever changes a thread at the same time waits here.
    """
    thread = thread_of(event_id)
    note_change((added_to(thread) if step > 0 else thread,))
    values = {"event": event_id, "step": step, "publications": max(step, 0)}
    return int(_COUNT_IN_EVENT.row(values).publication_count)


def count_above(comment_id: int, step: int) -> None:
    """Count in the comments that one stands below; whoever counts has counted in the event."""
    _COUNT_ABOVE.run({"comment": comment_id, "step": step})


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
            statement, counted, execution_options={"changes": (thread_of(event.id),), "written": ()}
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
