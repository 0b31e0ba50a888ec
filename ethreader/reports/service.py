"""Rules that write reports: taken in, settled by a decision, forgotten in time."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update

from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.comments.models import Comment, State
from ethreader.comments.service import set_state
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
    db.session.add(
        Report(
            comment_id=comment.id,
            reason=complaint.reason,
            note=complaint.note,
            received_on=now.astimezone(zone).date(),
        )
    )
    db.session.flush()
    if enough and before + 1 >= enough:
        set_state(comment, State.PENDING)


def settle_reports(
    comment_id: int, *, decision_id: int, seen_until: int | None, now: datetime
) -> None:
    """Let a decision answer the open reports about a comment.

    Those after `seen_until` came too late to be seen by whoever decided, and stay open.
    """
    are_meant = select(Report.id).where(
        Report.comment_id == comment_id, Report.settled_by.is_(None)
    )
    if seen_until is not None:
        are_meant = are_meant.where(Report.id <= seen_until)
    db.session.execute(
        update(Report)
        .where(Report.id.in_(are_meant))
        .values(settled_by=decision_id, settled_on=now.astimezone(UTC).date())
        .execution_options(synchronize_session=False)
    )


def reopen_reports(decision_id: int) -> None:
    """Open again what a decision settled that has been taken back."""
    db.session.execute(
        update(Report)
        .where(Report.settled_by == decision_id)
        .values(settled_by=None, settled_on=None)
        .execution_options(synchronize_session=False)
    )


def forget_settled_reports(now: datetime) -> int:
    """Delete the reports that were settled long enough ago and return how many that were."""
    are_old = Report.settled_on < (now - REPORTS_KEPT).date()
    return len(db.session.scalars(delete(Report).where(are_old).returning(Report.id)).all())
