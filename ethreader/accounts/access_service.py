"""The rules that write the access log, and the one that forgets it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select

from ethreader.accounts.log import AccessKind, AccessRecord
from ethreader.accounts.models import Moderator
from ethreader.base.clock import truncate_to_day
from ethreader.base.db import db

ACCESS_KEPT = timedelta(days=365)


def record_access(
    kind: AccessKind, moderator: Moderator, *, now: datetime, by: Moderator | None = None
) -> None:
    """Put on record what a moderator did, or what was done to their rights, and by whom."""
    _add(kind, moderator.id, by_id=by.id if by is not None else None, at=now)


def count_wrong_password(*, zone: ZoneInfo, now: datetime) -> None:
    """Count a wrong password among those of the day; whose it was meant to be is not kept."""
    day = truncate_to_day(now, zone)
    row = db.session.scalar(
        select(AccessRecord)
        .where(
            AccessRecord.kind == AccessKind.WRONG_PASSWORDS,
            AccessRecord.happened_at == day,
        )
        .limit(1)
    )
    if row is None:
        _add(AccessKind.WRONG_PASSWORDS, None, by_id=None, at=day)
    else:
        row.count = AccessRecord.count + 1
        db.session.flush()


def forget_old_access(now: datetime) -> int:
    """Delete what has been on record for a year; return how much that was."""
    old = AccessRecord.happened_at <= now - ACCESS_KEPT
    count = db.session.scalar(select(func.count()).select_from(AccessRecord).where(old)) or 0
    db.session.execute(delete(AccessRecord).where(old))
    return count


def _add(kind: AccessKind, moderator_id: int | None, *, by_id: int | None, at: datetime) -> None:
    record = AccessRecord(
        kind=kind, moderator_id=moderator_id, by_id=by_id, count=1, happened_at=at
    )
    db.session.add(record)
    db.session.flush()
