"""Rules that decide about comments. Every change of state is recorded with its reason."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ethreader.accounts.models import Moderator
from ethreader.comments.models import Comment, State
from ethreader.comments.service import set_state
from ethreader.db import day_only, db
from ethreader.moderation.models import Decision, Reason
from ethreader.moderation.queries import exact_decisions_before, last_decision
from ethreader.privacy.models import MailKind
from ethreader.privacy.service import tell_author
from ethreader.refusals import Conflict
from ethreader.words import Later

# From where a moderator may move a comment, and to where.
MOVES: dict[State, frozenset[State]] = {
    State.PENDING: frozenset({State.PUBLISHED, State.REJECTED, State.SPAM}),
    State.PUBLISHED: frozenset({State.REJECTED, State.SPAM}),
    State.REJECTED: frozenset({State.PUBLISHED, State.SPAM}),
    State.SPAM: frozenset({State.PUBLISHED, State.REJECTED}),
    State.WITHDRAWN: frozenset(),
}


class ChangedSinceSeen(Conflict):
    """Somebody else was faster, or the text is a new one."""

    title = Later("This comment has changed")
    sentence = Later(
        "It changed after you opened the page. Nothing was done: please look at it again."
    )


class NoSuchMove(Conflict):
    """A decision that makes no sense for the comment's state."""

    title = Later("That cannot be decided")
    sentence = Later(
        "The comment is not in a state in which that can be decided. Please look again."
    )


def decide(
    comment: Comment,
    after: State,
    *,
    seen_version: int,
    moderator: Moderator,
    reason: Reason,
    note: str,
    now: datetime,
) -> Decision:
    """Move a comment to another state.

    Raises `ChangedSinceSeen` if it is not the version that the moderator saw, and
    `NoSuchMove` if the state does not allow it.
    """
    _refuse_unseen(comment, seen_version)
    if after not in MOVES[comment.state]:
        raise NoSuchMove
    return _record(comment, after, moderator=moderator, reason=reason, note=note, now=now)


def undo(comment: Comment, *, seen_version: int, moderator: Moderator, now: datetime) -> Decision:
    """Take the last decision back: the comment returns to where it came from."""
    _refuse_unseen(comment, seen_version)
    last = last_decision(comment)
    if last is None or last.after is not comment.state or comment.state is State.PENDING:
        raise NoSuchMove
    return _record(
        comment, last.before, moderator=moderator, reason=Reason.UNDONE, note="", now=now
    )


def forget_hours_of_decisions(*, before: datetime, zone: ZoneInfo) -> None:
    """Let decisions taken before a moment keep their day only; their ids keep the order."""
    for decision in exact_decisions_before(before):
        decision.decided_at = day_only(decision.decided_at, zone)
    db.session.flush()


def _refuse_unseen(comment: Comment, seen_version: int) -> None:
    if comment.version != seen_version:
        raise ChangedSinceSeen


def _record(
    comment: Comment,
    after: State,
    *,
    moderator: Moderator,
    reason: Reason,
    note: str,
    now: datetime,
) -> Decision:
    decision = Decision(
        comment_id=comment.id,
        moderator_id=moderator.id,
        before=comment.state,
        after=after,
        reason=reason,
        note=note,
        decided_at=now,
    )
    set_state(comment, after)
    db.session.add(decision)
    db.session.flush()
    tell_author(comment.id, MailKind.DECISION, about_id=None, now=now)
    if after is State.PUBLISHED and comment.parent_id is not None:
        tell_author(comment.parent_id, MailKind.REPLY, about_id=comment.id, now=now)
    return decision
