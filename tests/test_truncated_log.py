"""The write-ahead log of SQLite: emptied after an erasure, and waited for by nobody."""

import time
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from flask import Flask
from sqlalchemy import text

from ethreader.base.db import db
from ethreader.base.locks import BUSY_TIMEOUT
from ethreader.base.write_ahead_log import truncate_wal
from ethreader.events.models import Event
from tests.conftest import make_comment

pytestmark = pytest.mark.long


@pytest.fixture
def log(app: Flask, event: Event) -> Path:
    """A log with something in it."""
    make_comment(event, body="Words that go.")
    path = Path(app.extensions["settings"].instance) / "ethreader.sqlite3-wal"
    assert path.stat().st_size > 0
    return path


def test_log_is_empty_afterwards(log: Path) -> None:
    assert truncate_wal()

    assert log.stat().st_size == 0


def test_reader_who_does_not_end_holds_nobody_up(log: Path) -> None:
    began = time.monotonic()
    with closing(connect(log.with_name("ethreader.sqlite3"))) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM comment").fetchone()

        is_empty = truncate_wal(patience=100)

        took = time.monotonic() - began
        reader.execute("COMMIT")
    assert (is_empty, log.stat().st_size > 0) == (False, True)
    assert took < 3  # A tenth of a second, on a machine with nothing else to do.

    assert truncate_wal()

    assert log.stat().st_size == 0


def test_writers_wait_for_their_turn_as_before(log: Path) -> None:
    truncate_wal()

    waits = db.session.execute(text("PRAGMA busy_timeout")).scalar_one()
    assert waits == BUSY_TIMEOUT
