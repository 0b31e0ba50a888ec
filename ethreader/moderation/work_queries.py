"""Reads of what came in and what was decided. What waits apart, for danger, counts nowhere here."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from ethreader.base.clock import day_of
from ethreader.base.db import db
from ethreader.comments.log import StateChange
from ethreader.comments.log_queries import is_first_decision
from ethreader.comments.models import Comment
from ethreader.moderation.work_fields import DAYS, Decided, Picture, Span, span_of, weeks_until
from ethreader.screening.urgency import Urgency

OF_READERS = (Comment.voice.is_(None), Comment.urgency < Urgency.DANGER)


def last_90_days(today: date, *, zone: ZoneInfo) -> Picture:
    """Return what came in and was decided in the last 90 days, week by week."""
    first = today - timedelta(days=DAYS - 1)
    received, decided = _received_since(first), _decided_since(first, zone=zone)
    weeks = [span_of(*week, received=received, decided=decided) for week in weeks_until(today)]
    whole = span_of(first, today, received=received, decided=decided)
    return Picture(whole=whole, weeks=tuple(weeks))


def last_three_months(today: date, *, zone: ZoneInfo) -> Span:
    """Return what came in and was decided in the last three whole months.

    They stay the same for a month: from day to day nobody sees what one comment changes.
    """
    last = today.replace(day=1) - timedelta(days=1)
    first = last
    for _ in range(2):
        first = first.replace(day=1) - timedelta(days=1)
    first = first.replace(day=1)
    received, decided = _received_since(first), _decided_since(first, zone=zone)
    return span_of(first, last, received=received, decided=decided)


def _received_since(first: date) -> dict[date, int]:
    query = select(Comment.received_on, func.count()).where(
        Comment.received_on >= first, *OF_READERS
    )
    rows = db.session.execute(query.group_by(Comment.received_on))
    return {day: count for day, count in rows}  # noqa: C416 - a row is no pair to mypy


def _decided_since(first: date, *, zone: ZoneInfo) -> list[Decided]:
    """Return the first decision about each comment; days are told apart by the reader of these."""
    by = (StateChange.changed_at, Comment.received_on, StateChange.to_state, StateChange.reason)
    early_enough = datetime.combine(first, time(), UTC) - timedelta(days=1)
    query = (
        select(*by, func.count())
        .join(Comment, Comment.id == StateChange.comment_id)
        .where(StateChange.changed_at >= early_enough, is_first_decision(), *OF_READERS)
        .group_by(*by)
    )
    return [
        Decided(
            day=(day := day_of(moment, zone)),
            waited=max((day - received_on).days, 0),
            outcome=outcome,
            reason=reason,
            count=count,
        )
        for moment, received_on, outcome, reason, count in db.session.execute(query)
    ]
