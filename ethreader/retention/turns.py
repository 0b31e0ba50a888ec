"""Whose turn it is: what is done by the hour is done once, however many processes there are."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.exc import IntegrityError

from ethreader.base.db import db
from ethreader.retention.models import LastRun

SWEEP = "sweep"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def take_turn(name: str, *, every: timedelta, now: datetime) -> bool:
    """Tell whether something is due, and if so take the turn; it counts as done with the commit.

    Whoever asks meanwhile waits for that commit, and then learns that it is not due.
    """
    if db.session.get(LastRun, name) is None:
        _begin(name)
    run = LastRun.done_at
    # A moment in the future is of a clock that was wrong.
    is_due = or_(run <= now - every, run > now)
    turn = update(LastRun).where(LastRun.name == name, is_due).values(done_at=now)
    taken = db.session.execute(turn.execution_options(synchronize_session=False))
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def _begin(name: str) -> None:
    """Make the row by which processes take turns, unless another one has just made it."""
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(LastRun(name=name, done_at=LONG_AGO))
