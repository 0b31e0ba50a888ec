"""Reads about reports. What leaves here is a sum of readers' words, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, Subquery, bindparam, func, select

from ethreader.base.db import db
from ethreader.base.paging import Order, Page, Position, read_page
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import IN_CONTEXT
from ethreader.reports.models import Report, ReportReason


@dataclass(frozen=True, kw_only=True)
class ReasonCount:
    """How many readers named one reason, and what they added in their own words."""

    reason: ReportReason
    count: int
    notes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What readers said of a comment and no moderator has decided on yet.

    `last_id` is the last report that is told here: what came after it, nobody has seen.
    """

    count: int
    since: date
    last_id: int
    voices: tuple[ReasonCount, ...]


def open_reports(comment_ids: Sequence[int]) -> dict[int, Reported]:
    """Return what is open about each of some comments, in one query."""
    by_comment: dict[int, list[Report]] = {}
    for report in db.session.scalars(_OPEN, {"ids": comment_ids}):
        by_comment.setdefault(report.comment_id, []).append(report)
    return {comment_id: _summed_up(reports) for comment_id, reports in by_comment.items()}


def open_report_count(comment_id: int) -> int:
    """Count the open reports about a comment."""
    query = select(func.count()).select_from(Report)
    query = query.where(Report.comment_id == comment_id, Report.settled_by.is_(None))
    return db.session.scalar(query) or 0


def reported_page(at: Position) -> Page[Comment]:
    """Return a page of the comments that are shown though reported, the longest waiting first."""
    first = _first_open()
    query = select(Comment).join(first, first.c.comment_id == Comment.id)
    shown = query.where(Comment.state == State.PUBLISHED)
    return read_page(shown, first.c.id, order=Order.OLDEST_FIRST, at=at, options=IN_CONTEXT)


def reported_count() -> int:
    """Count the comments that are shown though reported."""
    return db.session.scalar(_REPORTED) or 0


def _first_open() -> Subquery:
    """Return the first open report about each comment that has one."""
    query = select(Report.comment_id, func.min(Report.id).label("id"))
    return query.where(Report.settled_by.is_(None)).group_by(Report.comment_id).subquery()


def _summed_up(reports: list[Report]) -> Reported:
    voices = []
    for reason in ReportReason:
        notes = [each.note for each in reports if each.reason is reason]
        if notes:
            said = tuple(note for note in notes if note)
            voices.append(ReasonCount(reason=reason, count=len(notes), notes=said))
    return Reported(
        count=len(reports),
        since=reports[0].received_on,
        last_id=reports[-1].id,
        voices=tuple(voices),
    )


def _count_reported() -> Select[int]:
    first = _first_open()
    query = select(func.count()).select_from(Comment)
    query = query.join(first, first.c.comment_id == Comment.id)
    return query.where(Comment.state == State.PUBLISHED)


# Asked for with each page of moderators.
_REPORTED = _count_reported()
_OPEN = (
    select(Report)
    .where(Report.comment_id.in_(bindparam("ids", expanding=True)), Report.settled_by.is_(None))
    .order_by(Report.id)
)
