"""Reads of the moderation log."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from ethreader.base.db import db
from ethreader.comments.log import Cause, Reason, StateChange
from ethreader.comments.models import Comment, State
from ethreader.comments.outcomes import Outcome


def last_change(comment: Comment) -> StateChange | None:
    """Return the latest change of a comment's state."""
    query = select(StateChange).where(StateChange.comment_id == comment.id)
    return db.session.scalar(query.order_by(StateChange.id.desc()).limit(1))


def changes_of(comment: Comment) -> Sequence[StateChange]:
    """Return all changes of a comment's state, the first one first."""
    query = select(StateChange).where(StateChange.comment_id == comment.id)
    return db.session.scalars(query.order_by(StateChange.id)).all()


def last_outcome(comment_id: int) -> Outcome:
    """Return how the latest change of a comment's state ended for its author."""
    query = select(StateChange).where(StateChange.comment_id == comment_id)
    change = db.session.scalar(query.order_by(StateChange.id.desc()).limit(1))
    if change is None or change.to_state is State.PUBLISHED:
        return Outcome(is_published=change is not None)
    return Outcome(is_published=False, reason=change.reason)


def last_changes(comment_ids: Sequence[int]) -> dict[int, StateChange]:
    """Return the latest change of each of some comments, in one query."""
    changes = db.session.scalars(_LATEST, {"ids": comment_ids})
    return {each.comment_id: each for each in changes}


def last_said(comment: Comment, state: State) -> tuple[Reason | None, str]:
    """Return why a comment was last moved to a state, and the note of whoever did it."""
    said = db.session.execute(
        select(StateChange.reason, StateChange.note)
        .where(StateChange.comment_id == comment.id, StateChange.to_state == state)
        .order_by(StateChange.id.desc())
        .limit(1)
    ).one_or_none()
    return (said.reason, said.note) if said is not None else (None, "")


def comment_id_at(position: int) -> str | None:
    """Return the public id of the comment that the log names at a place, if it is still there."""
    query = select(Comment.public_id).join(StateChange, StateChange.comment_id == Comment.id)
    return db.session.scalar(query.where(StateChange.position == position))


def takes_decision_again(undo: StateChange) -> bool:
    """Tell whether an undo took back another undo, so that the decision stands again."""
    of_comment = StateChange.comment_id == undo.comment_id
    decision = select(func.max(StateChange.id)).where(
        of_comment, StateChange.id < undo.id, StateChange.cause != Cause.UNDO
    )
    since = func.coalesce(decision.scalar_subquery(), 0)
    undos = select(func.count()).where(
        of_comment, StateChange.id > since, StateChange.id <= undo.id
    )
    return (db.session.scalar(undos) or 0) % 2 == 0


def is_latest(*, among: Collection[Cause] = tuple(Cause)) -> ColumnElement[bool]:
    """Tell, within a query, whether no later change for one of some causes is about the comment.

    It looks at the changes of that comment only; a log of many years stays quick.
    """
    later = aliased(StateChange)
    return ~exists().where(
        later.comment_id == StateChange.comment_id,
        later.id > StateChange.id,
        later.cause.in_(among),
    )


def is_first_decision() -> ColumnElement[bool]:
    """Tell, within a query, whether a change is a decision, and no earlier one is about it."""
    earlier = aliased(StateChange)
    return and_(
        StateChange.cause == Cause.DECISION,
        ~exists().where(
            earlier.comment_id == StateChange.comment_id,
            earlier.cause == Cause.DECISION,
            earlier.id < StateChange.id,
        ),
    )


_LATEST = select(StateChange).where(
    StateChange.comment_id.in_(bindparam("ids", expanding=True)), is_latest()
)
