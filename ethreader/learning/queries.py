"""Reads of what the filter has learned, and of what it can learn from."""

from sqlalchemy import and_, or_, select

from ethreader.base.db import db
from ethreader.comments.log import Reason, StateChange
from ethreader.comments.log_queries import is_latest
from ethreader.comments.models import Comment, State
from ethreader.learning.examples import FEWEST, MOST, Example
from ethreader.learning.models import FILTER, LearnedFilter

_IS_READABLE = and_(Comment.body != "", Comment.voice.is_(None))
# What nobody has read says nothing; a decline says that something was wrong, not what.
_IS_GOOD = and_(Comment.state == State.PUBLISHED, Comment.is_reviewed.is_(True))
_IS_SPAM = or_(
    Comment.state == State.SPAM,
    and_(Comment.state == State.REJECTED, StateChange.reason == Reason.ADVERTISING),
)
_GOOD = select(Comment.body, Comment.name).where(_IS_GOOD, _IS_READABLE)
_SPAM = (
    select(Comment.body, Comment.name)
    .join(StateChange, StateChange.comment_id == Comment.id)
    .where(is_latest(), _IS_SPAM, _IS_READABLE)
)


def decided_texts() -> list[Example]:
    """Return the texts that moderators published or took for advertising, the latest of each."""
    return [
        Example(body, name, is_spam)
        for query, is_spam in ((_GOOD, False), (_SPAM, True))
        for body, name in db.session.execute(query.order_by(Comment.id.desc()).limit(MOST))
    ]


def is_training_due() -> bool:
    """Tell whether there is enough to learn from, or something learned that may be to forget."""
    if learned_number():
        return True
    return all(
        len(db.session.execute(each.limit(FEWEST)).all()) == FEWEST for each in (_GOOD, _SPAM)
    )


def learned_filter() -> LearnedFilter | None:
    """Return what was learned last."""
    return db.session.get(LearnedFilter, FILTER)


def learned_number() -> int:
    """Return the number of what was learned last; 0 where that is nothing."""
    query = select(LearnedFilter.number).where(LearnedFilter.id == FILTER)
    return db.session.scalar(query) or 0
