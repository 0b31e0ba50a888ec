"""Rules that write reports: taken in, settled by a decision, forgotten in time."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update

from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.comments.log import Cause, StateChange
from ethreader.comments.log_queries import takes_decision_again
from ethreader.comments.models import Comment, State
from ethreader.comments.transition import transition
from ethreader.events.queries import lock_event
from ethreader.i18n.texts import lazy_gettext
from ethreader.reports.models import Report, ReportReason
from ethreader.reports.queries import open_report_count

# As many are kept about one comment; nobody decides better after the fiftieth.
MOST_OPEN = 50
REPORTS_KEPT = timedelta(days=30)  # After the decision that settled them.


class NothingToReport(NotFound):
    """The comment is not shown: the same words whether it ever was there or not."""

    title = lazy_gettext("This comment is not shown")
    sentence = lazy_gettext(
        "Readers can’t see this comment, so there is nothing to report. Thank you for "
        "looking out for others."
    )


@dataclass(frozen=True, kw_only=True)
class ReportDraft:
    """A report as it was filled in."""

    reason: ReportReason
    note: str = field(repr=False)


def report_comment(
    comment: Comment, complaint: ReportDraft, *, enough: int, zone: ZoneInfo, now: datetime
) -> None:
    """Store one reader's report; with `enough` of them the comment waits for a decision again.

    Unless moderators wrote or read it: then its place is their decision, and they are told only.
    `enough` of 0 means never. The caller has made sure that it is another reader than those
    before. Raises `NothingToReport`.
    """
    lock_event(comment.event)  # One at a time, or two at once would both be the last but one.
    db.session.refresh(comment)
    if not comment.is_public:
        raise NothingToReport
    before = open_report_count(comment.id)
    if before >= MOST_OPEN:
        return
    today = now.astimezone(zone).date()
    said = {"reason": complaint.reason, "note": complaint.note}
    db.session.add(Report(comment_id=comment.id, received_on=today, **said))
    db.session.flush()
    if enough and before + 1 >= enough and not comment.stays_if_reported:
        transition(comment, State.PENDING, cause=Cause.REPORTS, now=now)


def follow_change(change: StateChange, before: StateChange | None) -> None:
    """Let a moderator's decision settle the reports about its comment, and an undo reopen them."""
    is_undone = change.cause is Cause.UNDO and not takes_decision_again(change)
    if is_undone and before is not None:
        _reopen_reports(before)
    elif change.cause in {Cause.DECISION, Cause.UNDO}:
        _settle_reports(change)


def forget_settled_reports(now: datetime) -> int:
    """Delete the reports that were settled long enough ago and return how many that were."""
    are_old = Report.settled_on < (now - REPORTS_KEPT).date()
    return len(db.session.scalars(delete(Report).where(are_old).returning(Report.id)).all())


def _settle_reports(change: StateChange) -> None:
    """Settle the open reports that the moderator saw; what came later stays open."""
    are_meant = select(Report.id).where(
        Report.comment_id == change.comment_id,
        Report.settled_by.is_(None),
        Report.id <= (change.seen_report or 0),
    )
    db.session.execute(
        update(Report)
        .where(Report.id.in_(are_meant))
        .values(settled_by=change.id, settled_on=change.changed_at.astimezone(UTC).date())
        .execution_options(synchronize_session=False)
    )


def _reopen_reports(undone: StateChange) -> None:
    db.session.execute(
        update(Report)
        .where(Report.settled_by == undone.id)
        .values(settled_by=None, settled_on=None)
        .execution_options(synchronize_session=False)
    )
