"""Reads of the access log."""

from collections.abc import Sequence

from sqlalchemy import func, select

from ethreader.accounts.log import AccessRecord
from ethreader.base.db import db
from ethreader.base.paging import Order, Page, Position, read_page


def access_records(*, limit: int | None) -> Sequence[AccessRecord]:
    """Return what is on record, the latest first."""
    query = select(AccessRecord).order_by(AccessRecord.id.desc()).limit(limit)
    return db.session.scalars(query).all()


def access_page(at: Position) -> Page[AccessRecord]:
    """Return a page of what is on record, the latest first."""
    return read_page(select(AccessRecord), AccessRecord.id, order=Order.NEWEST_FIRST, at=at)


def access_count() -> int:
    """Count what is on record."""
    return db.session.scalar(select(func.count()).select_from(AccessRecord)) or 0
