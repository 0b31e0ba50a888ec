"""Reads for the moderation pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ethreader.base.db import db
from ethreader.base.link_targets import unsaid_targets
from ethreader.comments.log import BY_MODERATORS, StateChange
from ethreader.comments.log_queries import is_latest, last_changes
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import waiting_comments
from ethreader.reports.queries import Reported, open_reports, reported_comments
from ethreader.screening.flags import Flag

QUEUE_LENGTH = 50
RECENT = 50


@dataclass(frozen=True, kw_only=True)
class Row:
    """A comment to be moderated, with the last change of its state and its open reports."""

    comment: Comment
    change: StateChange | None
    reported: Reported | None

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What screening noticed."""
        return tuple(Flag(each) for each in self.comment.flags)

    @property
    def targets(self) -> list[str]:
        """Where the links of the comment lead, as far as they do not say it."""
        return unsaid_targets(self.comment.body_html)

    @property
    def decision(self) -> StateChange | None:
        """The decision by which it is where it is, if a moderator took one."""
        if self.change is None or not self.change.is_by_moderator:
            return None
        return self.change if self.change.to_state is self.comment.state else None

    @property
    def can_be_undone(self) -> bool:
        """Whether there is a decision to take back."""
        is_settled = self.comment.state is not State.PENDING
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
    """Return the comments that moderators decided on last, the latest first, each once."""
    changes = db.session.scalars(
        select(StateChange)
        .where(StateChange.cause.in_(BY_MODERATORS), is_latest(among=BY_MODERATORS))
        .order_by(StateChange.id.desc())
        .limit(RECENT)
        .options(
            joinedload(StateChange.comment).joinedload(Comment.event),
            joinedload(StateChange.comment).joinedload(Comment.parent),
        )
    )
    return rows_of([each.comment for each in changes])


def refused_before(moment: datetime) -> Sequence[Comment]:
    """Return the refused comments whose words are still kept though decided on before `moment`."""
    return db.session.scalars(
        select(Comment)
        .join(StateChange, StateChange.comment_id == Comment.id)
        .where(
            is_latest(),
            Comment.state.in_([State.REJECTED, State.SPAM]),
            Comment.body != "",
            StateChange.changed_at <= moment,
        )
    ).all()


def row_of(comment: Comment) -> Row:
    """Return one comment as a row of the moderation pages."""
    return rows_of([comment])[0]


def rows_of(comments: Sequence[Comment]) -> list[Row]:
    """Return comments as rows of the moderation pages."""
    ids = [comment.id for comment in comments]
    changes, reports = last_changes(ids), open_reports(ids)
    return [
        Row(comment=each, change=changes.get(each.id), reported=reports.get(each.id))
        for each in comments
    ]
