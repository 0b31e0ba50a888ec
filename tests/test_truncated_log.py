"""The write-ahead log of SQLite: emptied after an erasure, and never waited for without end."""

import time
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from flask import Flask
from sqlalchemy import text

from ethreader.base.db import BUSY_TIMEOUT, db, truncate_wal
from ethreader.events.models import Event
from tests.conftest import make_comment


@pytest.fixture
def log(app: Flask, event: Event) -> Path:
    """A log with something in it."""
    make_comment(event, body="Words that go.")
    path = Path(app.extensions["settings"].instance) / "ethreader.sqlite3-wal"
    assert path.stat().st_size > 0
    return path


def test_log_is_empty_afterwards(log: Path) -> None:
    truncate_wal()

    assert log.stat().st_size == 0


def test_reader_who_does_not_end_holds_nobody_up_for_minutes(log: Path) -> None:
    began = time.monotonic()
    with closing(connect(log.with_name("ethreader.sqlite3"))) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM comment").fetchone()

        truncate_wal()

        took = time.monotonic() - began
        reader.execute("COMMIT")
    assert log.stat().st_size > 0
    assert took < 60  # Five seconds, on a machine with nothing else to do.

    truncate_wal()

    assert log.stat().st_size == 0


def test_writers_wait_for_their_turn_as_before(log: Path) -> None:
    truncate_wal()

    waits = db.session.execute(text("PRAGMA busy_timeout")).scalar_one()
    assert waits == BUSY_TIMEOUT
