"""Reads for the desk."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from ethreader.audience.figures import DAYS, Figures, figures
from ethreader.audience.models import WHOLE_SITE, AudienceDay
from ethreader.base.db import db


def last_days(now: datetime) -> Figures:
    """Return the figures of the last 30 days that are over.

    Today is not among them: a number that grows while one looks tells that somebody reads now.
    """
    today = now.astimezone(UTC).date()
    days = [today - timedelta(days=ago) for ago in range(DAYS, 0, -1)]
    these = AudienceDay.day.between(days[0], days[-1])
    whole = select(AudienceDay.day, AudienceDay.views, AudienceDay.visitors).where(
        these, AudienceDay.path == WHOLE_SITE
    )
    pages = (
        select(AudienceDay.path, func.sum(AudienceDay.views))
        .where(these, AudienceDay.path != WHOLE_SITE)
        .group_by(AudienceDay.path)
    )
    return figures(
        days,
        by_day={day: (views, visitors) for day, views, visitors in db.session.execute(whole)},
        by_path={path: int(views) for path, views in db.session.execute(pages)},
    )
