"""The same decision about many comments: each once, and what has changed meanwhile left alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from ethreader.accounts.models import Moderator
from ethreader.base.db import db
from ethreader.base.errors import Conflict
from ethreader.comments.log import Reason
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from ethreader.moderation.service import Seen, decide, undo


@dataclass(frozen=True, kw_only=True)
class Picked:
    """A comment that was chosen, as the moderator's page told it."""

    public_id: str
    seen: Seen


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of the chosen ones: their public ids."""

    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def decide_all(
    picked: Sequence[Picked],
    to: State,
    *,
    moderator: Moderator,
    reason: Reason | None,
    now: datetime,
) -> Outcome:
    """Move comments to another state, each by a decision of its own."""

    def act(comment: Comment, seen: Seen) -> object:
        return decide(comment, to, seen=seen, moderator=moderator, reason=reason, note="", now=now)

    return _each(picked, act)


def undo_all(picked: Sequence[Picked], *, moderator: Moderator, now: datetime) -> Outcome:
    """Take the last decision about each of some comments back."""
    return _each(picked, lambda each, seen: undo(each, seen=seen, moderator=moderator, now=now))


def _each(picked: Sequence[Picked], act: Callable[[Comment, Seen], object]) -> Outcome:
    """Do something to each; what is not as it was seen stays as it is."""
    held = {each.public_id: each for each in _held([each.public_id for each in picked])}
    outcome = Outcome()
    for each in picked:
        if each.public_id not in held:  # Deleted for good, with its event.
            continue
        try:
            act(held[each.public_id], each.seen)
        except Conflict:  # Raised before anything is written.
            outcome.left.append(each.public_id)
        else:
            outcome.done.append(each.public_id)
    return outcome


def _held(public_ids: Sequence[str]) -> Sequence[Comment]:
    """Keep other writers of comments waiting, and return them as they are then.

    Their events' rows first, and all in one order, as whoever changes a thread takes them.
    """
    are_meant = Comment.public_id.in_(public_ids)
    events = select(Comment.event_id).where(are_meant)
    ordered = select(Event.id).where(Event.id.in_(events)).order_by(Event.id)
    db.session.execute(ordered.with_for_update())
    query = select(Comment).where(are_meant).order_by(Comment.id)
    as_now = query.execution_options(populate_existing=True)
    return db.session.scalars(as_now.with_for_update(of=Comment)).all()
