"""Rules that forget: on demand, in time, and again after a restore.

What there is to forget, the features register: see `registry`.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, delete, extract, literal, or_, select, update

from ethreader.base.clock import NOON, truncate_to_day
from ethreader.base.db import db
from ethreader.retention import ledger
from ethreader.retention.ledger import Entry
from ethreader.retention.registry import Eraser, ExactMoment, holdings

log = logging.getLogger(__name__)

HOURS_KEPT = timedelta(days=1)  # Of what moderators and mails did: after that, their days.


def erase(kind: str, name: str, *, ledger_folder: Path, now: datetime) -> None:
    """Erase for good what a kind of names calls so.

    The ledger learns of it first: a crash in between erases once too often, not once too few.
    A ledger that takes nothing holds nobody up: who wants their words gone does not wait for it.
    """
    eraser = _erasers()[kind]
    try:
        ledger.record(ledger_folder, Entry(kind, name))
    except OSError as problem:
        log.error(  # noqa: TRY400 - where it happened is no riddle
            "The ledger of erasures cannot be written (%s): a backup that is restored now would "
            "bring back what was just erased.",
            problem.strerror,
        )
    eraser(name, now)


def replay(*, ledger_folder: Path, now: datetime) -> int:
    """Erase anew what a restored database brought back; return how much that was.

    Raises `OSError` where the ledger is there and cannot be read.
    """
    erasers = _erasers()
    entries, damaged = ledger.read(ledger_folder)
    for number in damaged:
        log.warning("Line %d of the ledger of erasures is damaged; the others count.", number)
    # A kind that nobody has registered is a newer version's: this one holds nothing of it.
    undone = {entry.name for entry in entries if entry.kind == ledger.UNDONE}
    known = (entry for entry in entries if entry.kind in erasers and entry.name not in undone)
    return sum(erasers[entry.kind](entry.name, now) for entry in known)


def complete_ledger(ledger_folder: Path) -> int:
    """Add what the database knows as erased and the ledger does not; return how much that was.

    Raises `OSError` where the ledger cannot be read or written.
    """
    known = set(ledger.read(ledger_folder).entries)
    erased = (
        Entry(kind, name)
        for each in holdings()
        for kind, names in each.erased.items()
        for name in names()
    )
    if missing := [entry for entry in erased if entry not in known]:
        ledger.record(ledger_folder, *missing)
    return len(missing)


def forget_after_restore(now: datetime) -> None:
    """Forget what holds no more because the database is an older one."""
    for each in holdings():
        for forget in each.after_restore:
            forget(now)
    db.session.flush()


def forget_about(comment_id: int) -> None:
    """Delete all that features keep about a comment; its own row is not theirs."""
    forget_about_all(select(literal(comment_id)))


def forget_about_all(comment_ids: Select[int]) -> None:
    """Delete all that features keep about comments; their own rows are not theirs."""
    for holding in holdings():
        for column in holding.about_comments:
            db.session.execute(delete(column.class_).where(column.in_(comment_ids)))
        for column in holding.mentions:
            mention = update(column.class_).where(column.in_(comment_ids))
            db.session.execute(mention.values({column: None}))
    db.session.flush()


def prepare_sweep(now: datetime) -> None:
    """Get ready what `sweep` needs, in the same session, before the lock is taken."""
    for each in holdings():
        for prepare in each.before_sweeps:
            prepare(now)


def sweep(*, zone: ZoneInfo, now: datetime) -> dict[str, int]:
    """Keep what is held to its time: return how much of each kind went.

    Moments older than a day become days of `zone`.
    """
    swept = {what: forget(now) for each in holdings() for what, forget in each.sweeps.items()}
    for moment in _exact_moments():
        _coarsen(moment, before=now - HOURS_KEPT, zone=zone)
    db.session.flush()
    return swept


def _erasers() -> dict[str, Eraser]:
    return {kind: eraser for each in holdings() for kind, eraser in each.erasers.items()}


def _exact_moments() -> Iterator[ExactMoment]:
    for holding in holdings():
        yield from holding.moments


def _coarsen(moment: ExactMoment, *, before: datetime, zone: ZoneInfo) -> None:
    """Let moments keep their day only; the ids of their rows keep the order."""
    column = moment.column
    rows = select(column.class_).where(column <= before, _has_time_of_day(column))
    if moment.unless is not None:
        rows = rows.where(~moment.unless)
    for row in db.session.scalars(rows):
        setattr(row, column.key, truncate_to_day(getattr(row, column.key), zone))


def _has_time_of_day(column: Any) -> ColumnElement[bool]:
    """Tell, within a query, whether a moment has yet to become a day."""
    parts = {"hour": NOON.hour, "minute": NOON.minute, "second": NOON.second}
    return or_(*(extract(part, column) != value for part, value in parts.items()))
