"""Rules that write: adding up, and keeping the sums to their time."""

from calendar import monthrange
from datetime import UTC, date, datetime

from sqlalchemy import delete

from ethreader.audience.models import AudienceDay
from ethreader.audience.sums import Sums
from ethreader.base.db import db
from ethreader.base.upserts import insert_for

MONTHS_KEPT = 25


def add_up(sums: Sums) -> None:
    """Add what was counted to the days that it belongs to; several processes may do so at once."""
    table = AudienceDay.__table__
    for place, views in sums.views.items():
        statement = insert_for(db.engine.dialect.name, AudienceDay).values(
            day=place.day, path=place.path, views=views, visitors=sums.visitors[place]
        )
        statement = statement.on_conflict_do_update(
            index_elements=["day", "path"],
            set_={
                "views": table.c.views + statement.excluded.views,
                "visitors": table.c.visitors + statement.excluded.visitors,
            },
        )
        db.session.execute(statement)


def forget_old_days(now: datetime) -> int:
    """Delete the sums of days that are more than 25 months ago and return how many that were."""
    are_old = AudienceDay.day < months_before(now.astimezone(UTC).date(), MONTHS_KEPT)
    old = delete(AudienceDay).where(are_old).returning(AudienceDay.path)
    return len(db.session.scalars(old).all())


def months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
