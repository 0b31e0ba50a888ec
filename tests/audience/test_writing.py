"""How sums reach the database, and what happens when they cannot."""

import logging
import sqlite3
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as events

from ethreader.audience.service import forget_old_days, months_before
from ethreader.audience.writer import keep_writing, write
from ethreader.base.db import begin_write_transaction, db
from ethreader.retention.service import sweep
from tests.audience.readers import FIREFOX, SAFARI, noon, read, store, stored
from tests.browser.server import PATIENCE, Site
from tests.times import utcnow

pytestmark = pytest.mark.long

TODAY = datetime(2026, 2, 28, tzinfo=UTC).date()


def test_sums_are_added_to_those_of_the_day(app: Flask, client: FlaskClient) -> None:
    read(client, "/")
    assert write(app)
    read(client, "/")
    read(client, "/speakers/", agent=SAFARI)
    assert write(app)

    today = utcnow().date()
    assert stored() == [
        (today, "", 3, 2),
        (today, "/", 2, 1),
        (today, "/speakers/", 1, 1),
    ]


def test_nothing_counted_writes_nothing(app: Flask) -> None:
    assert write(app)

    assert stored() == []


def test_a_locked_database_holds_up_no_page_and_loses_no_count(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    def hurry(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute("PRAGMA busy_timeout = 50")

    events.listen(db.engine, "connect", hurry)
    db.engine.dispose()
    other = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    read(client, "/")

    with caplog.at_level(logging.WARNING):
        was_written = write(app)
    answer = read(client, "/")
    other.execute("ROLLBACK")
    other.close()

    assert (was_written, answer.status_code) == (False, 200)
    assert "could not be written" in caplog.text
    assert write(app)
    assert [row[1:] for row in stored()] == [("", 2, 1), ("/", 2, 1)]


def test_a_database_without_the_table_fails_no_page(app: Flask, client: FlaskClient) -> None:
    begin_write_transaction()
    db.session.execute(db.text("DROP TABLE audience_day"))
    db.session.commit()
    read(client, "/")

    assert not write(app)

    assert read(client, "/").status_code == 200


def test_the_writer_writes_by_itself(app: Flask, client: FlaskClient) -> None:
    end = keep_writing(app, every=0.01)
    read(client, "/")

    while not stored():
        time.sleep(0.01)

    end()
    assert [row[1:] for row in stored()] == [("", 1, 1), ("/", 1, 1)]


def test_the_writer_writes_the_rest_at_its_end(app: Flask, client: FlaskClient) -> None:
    end = keep_writing(app, every=3600)
    read(client, "/")
    assert stored() == []

    end()

    assert [row[1:] for row in stored()] == [("", 1, 1), ("/", 1, 1)]


def test_a_site_that_is_stopped_writes_what_it_counted(tmp_path: Path) -> None:
    site = Site(tmp_path / "instance").start()
    for path in ("/", "/", "/speakers/"):
        asked = urllib.request.Request(site.url + path, headers={"User-Agent": FIREFOX})
        with urllib.request.urlopen(asked, timeout=PATIENCE) as response:
            assert response.status == 200

    site.stop()

    database = sqlite3.connect(tmp_path / "instance" / "ethreader.sqlite3")
    rows = database.execute("SELECT path, views, visitors FROM audience_day ORDER BY path")
    assert rows.fetchall() == [("", 3, 1), ("/", 2, 1), ("/speakers/", 1, 1)]
    database.close()
    assert "Error" not in site.log


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-02-28", 25, "2024-01-28"),
        ("2026-03-31", 25, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
    ],
)
def test_months_are_counted_back_by_the_calendar(day: str, months: int, before: str) -> None:
    start = datetime.fromisoformat(day).date()

    assert months_before(start, months).isoformat() == before


def test_sums_go_after_25_months_with_the_sweep(app: Flask) -> None:
    oldest = months_before(TODAY, 25)
    store(oldest, views=7)
    store(oldest - timedelta(days=1), views=8)
    store(TODAY, views=9)

    begin_write_transaction()
    sweep(zone=ZoneInfo("Europe/Belgrade"), now=noon(TODAY))
    db.session.commit()

    assert [row[2] for row in stored()] == [7, 9]


def test_a_younger_sum_stays(app: Flask) -> None:
    store(TODAY, views=9)

    begin_write_transaction()
    forget_old_days(noon(TODAY))
    db.session.commit()

    assert [row[2] for row in stored()] == [9]
