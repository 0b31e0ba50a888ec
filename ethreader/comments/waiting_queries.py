"""Reads about what waits for a moderator: in the queue, or apart from it."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, and_, cast, func, literal, select

from ethreader.base.db import db
from ethreader.base.paging import Order, Page, Position, read_page
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import IN_CONTEXT
from ethreader.screening.urgency import Urgency

WAITS_IN_QUEUE = and_(Comment.state == State.PENDING, Comment.urgency < Urgency.DANGER)
# Grows along the queue: what is to be read soon comes first, then what came first; what looks
# like advertising comes last.
MOST_IDS = 10**12
PLACE_IN_QUEUE = (
    literal(int(Urgency.SOON), BigInteger) - cast(Comment.urgency, BigInteger)
) * literal(MOST_IDS, BigInteger) + Comment.id
WAITS_APART = and_(Comment.state == State.PENDING, Comment.urgency == Urgency.DANGER)

# Asked for with each page of moderators.
_IN_QUEUE = select(func.count()).select_from(Comment).where(WAITS_IN_QUEUE)
_APART = select(func.count()).select_from(Comment).where(WAITS_APART)


def waiting_comments(*, limit: int) -> Sequence[Comment]:
    """Return what waits in the queue, oldest first, with what it is read in."""
    return db.session.scalars(
        select(Comment).where(WAITS_IN_QUEUE).order_by(Comment.id).limit(limit).options(*IN_CONTEXT)
    ).all()


def apart_page(at: Position) -> Page[Comment]:
    """Return a page of what waits apart, oldest first, with what it is read in."""
    query = select(Comment).where(WAITS_APART)
    return read_page(query, Comment.id, order=Order.OLDEST_FIRST, at=at, options=IN_CONTEXT)


def waiting_count() -> int:
    """Count what waits for a decision in the queue."""
    return db.session.scalar(_IN_QUEUE) or 0


def apart_count() -> int:
    """Count what waits apart from the queue, because somebody may be in danger."""
    return db.session.scalar(_APART) or 0
