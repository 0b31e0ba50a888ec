"""Reads for the moderation pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.base.link_targets import unsaid_targets
from ethreader.base.paging import BEGINNING, Order, Page, Position, read_page
from ethreader.comments.log import BY_MODERATORS, Cause, StateChange
from ethreader.comments.log_queries import is_latest, last_changes
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import IN_CONTEXT, published_page
from ethreader.comments.waiting_queries import apart_page
from ethreader.messages.queries import message_counts
from ethreader.reports.queries import Reported, open_reports, reported_page
from ethreader.screening.flags import Flag


@dataclass(frozen=True, kw_only=True)
class Row:
    """A comment to be moderated, with the last change of its state and its open reports."""

    comment: Comment
    change: StateChange | None
    reported: Reported | None
    message_count: int

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What screening noticed."""
        return tuple(Flag(each) for each in self.comment.flags)

    @property
    def targets(self) -> list[str]:
        """Where the links of the comment lead, as far as they do not say it."""
        return unsaid_targets(self.comment.body_html)

    @property
    def parent_targets(self) -> list[str]:
        """Where the links of what it replies to lead, as far as they do not say it."""
        parent = self.comment.parent
        return unsaid_targets(parent.body_html) if parent is not None else []

    @property
    def picked_as(self) -> str:
        """The comment as a form of many names it: which one, and what the page told of it."""
        report = self.reported.last_id if self.reported else 0
        return f"{self.comment.public_id}.{self.comment.version}.{report}"

    @property
    def decision(self) -> StateChange | None:
        """The decision by which it is where it is, if a moderator took one."""
        if self.change is None or not self.change.is_by_moderator:
            return None
        return self.change if self.change.to_state is self.comment.state else None

    @property
    def verdict(self) -> str:
        """What was done, named as the button that did it: the state alone does not say it."""
        was_shown = self.decision is not None and self.decision.from_state is State.PUBLISHED
        if was_shown and self.comment.state is State.REJECTED:
            return "unpublished"
        if was_shown and self.comment.is_public and not self.is_undone:
            return "kept"
        return self.comment.state.value

    @property
    def is_undone(self) -> bool:
        """Whether it is where it is because a decision was taken back."""
        return self.decision is not None and self.decision.cause is Cause.UNDO

    @property
    def can_be_undone(self) -> bool:
        """Whether there is a decision to take back."""
        is_settled = self.comment.state is not State.PENDING
        return self.decision is not None and is_settled and not self.can_be_kept

    @property
    def can_be_kept(self) -> bool:
        """Whether it is shown and reported, so that keeping it is a decision."""
        return self.comment.is_public and self.reported is not None

    @property
    def can_be_declined(self) -> bool:
        """Whether a moderator can decline or unpublish it, with word to its author."""
        return self.comment.state is State.PENDING or self.comment.is_public


def apart(at: Position = BEGINNING) -> Page[Row]:
    """Return a page of what waits apart since somebody may be in danger, oldest first."""
    return _as_rows(apart_page(at))


def reported(at: Position = BEGINNING) -> Page[Row]:
    """Return a page of what is shown though reported, the longest waiting first."""
    return _as_rows(reported_page(at))


def published(at: Position = BEGINNING) -> Page[Row]:
    """Return a page of what readers see, the latest first."""
    return _as_rows(published_page(at))


def recently_decided(at: Position = BEGINNING) -> Page[Row]:
    """Return a page of the comments that moderators decided on, the latest first, each once."""
    changes = select(StateChange.comment_id, StateChange.id).where(
        StateChange.cause.in_(BY_MODERATORS), is_latest(among=BY_MODERATORS)
    )
    last = changes.subquery()
    query = select(Comment).join(last, last.c.comment_id == Comment.id)
    order = Order.NEWEST_FIRST
    return _as_rows(read_page(query, last.c.id, order=order, at=at, options=IN_CONTEXT))


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


def _as_rows(page: Page[Comment]) -> Page[Row]:
    return Page(rows=rows_of(page.rows), older=page.older, newer=page.newer)


def rows_of(comments: Sequence[Comment]) -> list[Row]:
    """Return comments as rows of the moderation pages."""
    if not comments:
        return []
    ids = [comment.id for comment in comments]
    changes, reports, messages = last_changes(ids), open_reports(ids), message_counts(ids)
    return [
        Row(
            comment=each,
            change=changes.get(each.id),
            reported=reports.get(each.id),
            message_count=messages.get(each.id, 0),
        )
        for each in comments
    ]
