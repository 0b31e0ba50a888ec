"""What is held is kept to its time without a mail process too, once for all processes."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ethreader.audience.models import AudienceDay
from ethreader.base.db import begin_write_transaction, db
from ethreader.ops.chores import HOURLY
from ethreader.ops.housekeeping import Housekeeping, keep_house
from ethreader.retention.models import LastRun
from ethreader.retention.turns import SWEEP, take_turn
from tests.browser.server import PATIENCE
from tests.mail.processes import mail_process_with
from tests.times import utcnow

OLD = date(2020, 1, 1)
WORKERS = 4


@pytest.fixture
def housekeeping(app: Flask) -> Housekeeping:
    return Housekeeping(app.extensions["settings"], of="site")


def store_old_sum() -> None:
    db.session.merge(AudienceDay(day=OLD, path="/", views=1, visitors=1))
    db.session.commit()


def has_old_sum() -> bool:
    db.session.rollback()
    return db.session.scalar(select(AudienceDay.day)) is not None


def swept_at(housekeeping: Housekeeping, *minutes: int) -> list[bool]:
    """Tell of each of some minutes whether a round in it swept."""
    begin, swept = utcnow(), []
    for minute in minutes:
        store_old_sum()
        housekeeping.round(now=begin + timedelta(minutes=minute))
        swept.append(not has_old_sum())
    return swept


def test_the_site_sweeps_every_hour(housekeeping: Housekeeping) -> None:
    assert swept_at(housekeeping, 0, 1, 59, 60, 119, 120) == [True, False, False, True, False, True]


def test_a_clock_that_was_wrong_does_not_stop_the_sweep(housekeeping: Housekeeping) -> None:
    ahead = swept_at(housekeeping, 60 * 24 * 365)

    assert (ahead, swept_at(Housekeeping(housekeeping.settings, of="site"), 0)) == ([True], [True])


def test_mail_process_and_site_take_turns(
    app: Flask, housekeeping: Housekeeping, tmp_path: Path
) -> None:
    url = app.extensions["settings"].database_url
    mail = mail_process_with(tmp_path, ETHREADER_DATABASE_URL=url)
    begin, swept = utcnow(), []
    for minute, process in ((0, mail), (30, housekeeping), (60, housekeeping), (90, mail)):
        store_old_sum()
        process.round(now=begin + timedelta(minutes=minute))
        swept.append(not has_old_sum())

    assert swept == [True, False, True, False]


def test_many_processes_at_once_sweep_once(app: Flask) -> None:
    db.session.remove()
    now, together = utcnow(), threading.Barrier(WORKERS)

    def ask() -> bool:
        with app.app_context():
            together.wait()
            begin_write_transaction()
            is_mine = take_turn(SWEEP, every=HOURLY, now=now)
            db.session.commit()
            return is_mine

    with ThreadPoolExecutor(WORKERS) as threads:
        asked = [threads.submit(ask) for _ in range(WORKERS)]
        taken = [each.result() for each in asked]

    assert sorted(taken) == [False] * (WORKERS - 1) + [True]


def test_a_sweep_that_fails_is_still_due(app: Flask, housekeeping: Housekeeping) -> None:
    begin_write_transaction()
    assert take_turn(SWEEP, every=HOURLY, now=utcnow())
    db.session.rollback()  # As a crash in the midst of it does.

    assert swept_at(housekeeping, 0) == [True]
    assert SWEEP in db.session.scalars(select(LastRun.name)).all()


def test_the_worker_of_the_site_keeps_house_until_it_ends(app: Flask) -> None:
    store_old_sum()
    db.session.remove()

    end = keep_house(app, pause=0.01)
    deadline = time.monotonic() + PATIENCE
    while has_old_sum() and time.monotonic() < deadline:
        pass
    end()

    assert not has_old_sum()
    assert [each.name for each in threading.enumerate() if each.name == "housekeeping"] == []
