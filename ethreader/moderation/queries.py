"""Reads for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased, joinedload

from ethreader.base.db import db
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import waiting_comments
from ethreader.moderation.models import Decision
from ethreader.reports.queries import Reported, open_reports, reported_comments
from ethreader.screening.flags import Flag

QUEUE_LENGTH = 50
RECENT = 50


@dataclass(frozen=True, kw_only=True)
class Row:
    """A comment at the desk, with its last decision and what readers reported since."""

    comment: Comment
    decision: Decision | None
    reported: Reported | None

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What screening noticed."""
        return tuple(Flag(each) for each in self.comment.flags)

    @property
    def can_be_undone(self) -> bool:
        """Whether there is a decision to take back."""
        is_settled = self.comment.state not in {State.PENDING, State.WITHDRAWN}
        return self.decision is not None and is_settled and not self.can_be_kept

    @property
    def can_be_kept(self) -> bool:
        """Whether it is shown and reported, so that keeping it is a decision."""
        return self.comment.is_public and self.reported is not None


def queue() -> list[Row]:
    """Return what waits, oldest first, as far as one page goes."""
    return rows_of(waiting_comments(limit=QUEUE_LENGTH))


def reported() -> list[Row]:
    """Return what is shown though reported, the longest waiting first."""
    return rows_of(reported_comments(limit=QUEUE_LENGTH))


def recently_decided() -> list[Row]:
    """Return the comments decided on last, the latest first, each once."""
    decisions = db.session.scalars(
        select(Decision)
        .where(_is_latest())
        .order_by(Decision.id.desc())
        .limit(RECENT)
        .options(
            joinedload(Decision.comment).joinedload(Comment.event),
            joinedload(Decision.comment).joinedload(Comment.parent),
        )
    )
    return _with_reports([(each.comment, each) for each in decisions])


def refused_before(moment: datetime) -> Sequence[Comment]:
    """Return the refused comments whose words are still kept though decided on before `moment`."""
    return db.session.scalars(
        select(Comment)
        .join(Decision, Decision.comment_id == Comment.id)
        .where(
            _is_latest(),
            Comment.state.in_([State.REJECTED, State.SPAM]),
            Comment.body != "",
            Decision.decided_at <= moment,
        )
    ).all()


def row_of(comment: Comment) -> Row:
    """Return one comment as a row of the desk."""
    return rows_of([comment])[0]


def last_decision(comment: Comment) -> Decision | None:
    """Return the latest decision about a comment."""
    query = select(Decision).where(Decision.comment_id == comment.id)
    return db.session.scalar(query.order_by(Decision.id.desc()).limit(1))


def rows_of(comments: Sequence[Comment]) -> list[Row]:
    """Return comments as rows of the desk."""
    ids = [comment.id for comment in comments]
    decisions = db.session.scalars(
        select(Decision).where(Decision.comment_id.in_(ids), _is_latest())
    )
    by_comment = {each.comment_id: each for each in decisions}
    return _with_reports([(each, by_comment.get(each.id)) for each in comments])


def _with_reports(pairs: Sequence[tuple[Comment, Decision | None]]) -> list[Row]:
    by_comment = open_reports([comment.id for comment, _ in pairs])
    return [
        Row(comment=comment, decision=decision, reported=by_comment.get(comment.id))
        for comment, decision in pairs
    ]


def _is_latest() -> ColumnElement[bool]:
    """Tell, within a query, whether no later decision is about the same comment.

    It looks at the decisions about that comment only; a desk of many years stays quick.
    """
    later = aliased(Decision)
    return ~exists().where(later.comment_id == Decision.comment_id, later.id > Decision.id)
