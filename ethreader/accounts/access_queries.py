"""Reads of the access log."""

from collections.abc import Sequence

from sqlalchemy import select

from ethreader.accounts.log import AccessRecord
from ethreader.base.db import db


def access_records(*, limit: int | None, before: int | None = None) -> Sequence[AccessRecord]:
    """Return what is on record, the latest first; `before` is the number of a record."""
    query = select(AccessRecord).order_by(AccessRecord.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AccessRecord.id < before)
    return db.session.scalars(query).all()
