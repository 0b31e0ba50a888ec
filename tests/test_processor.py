"""Threads compute one at a time, and nobody waits for one that waits itself."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from ethreader.base import processor as module
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.locks import take_turn
from ethreader.base.processor import Processor, Waiting
from ethreader.base.together import write_together
from ethreader.events.models import Event
from ethreader.ops.border.application import processor_of
from tests.conftest import make_app
from tests.postgres import PostgresUrl

LONG = 10  # Seconds until a test gives up.


@pytest.fixture
def processor(monkeypatch: pytest.MonkeyPatch) -> Processor:
    """One that is waited for as long as it takes."""
    monkeypatch.setattr(module, "PATIENCE", 10 * LONG)
    return Processor()


@contextmanager
def another(work: Callable[[], Any]) -> Iterator[threading.Thread]:
    """Have another thread do a work, and wait for it at the end of the block."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    yield thread
    thread.join(LONG)
    assert not thread.is_alive()


def computes_at(processor: Processor, done: threading.Event) -> Callable[[], None]:
    """Return a work that says when it computes."""

    def work() -> None:
        with processor.used():
            done.set()

    return work


def test_two_do_not_compute_at_once(processor: Processor) -> None:
    done = threading.Event()
    processor.take()

    with another(computes_at(processor, done)):
        has_waited = not done.wait(0.1)
        processor.leave()

    assert has_waited
    assert done.is_set()


def test_who_waits_lets_the_other_compute(processor: Processor) -> None:
    done = threading.Event()

    with processor.used(), another(computes_at(processor, done)), Waiting():
        assert done.wait(LONG)


def test_who_computes_for_long_is_not_waited_for() -> None:
    processor, done = Processor(), threading.Event()

    with processor.used(), another(computes_at(processor, done)):
        assert done.wait(LONG)


def test_who_did_not_wait_for_its_end_leaves_it_to_the_one_who_has_it() -> None:
    processor, done = Processor(), threading.Event()

    with processor.used():
        with another(computes_at(processor, done)):
            pass
        assert processor.is_in_use


def flush(_app: Flask, others: threading.Event) -> None:
    """Commit, which SQLite is not through with before others have computed."""
    begin_write_transaction()
    db.session.execute(text("UPDATE event SET name = 'Summer meeting'"))
    driver: Any = db.session.connection().connection.dbapi_connection
    driver.set_trace_callback(lambda said: said == "COMMIT" and others.wait(LONG))
    assert not others.is_set()
    db.session.commit()
    assert others.is_set()
    driver.set_trace_callback(None)


def wait_for_the_lock(_app: Flask, others: threading.Event) -> None:
    """Wait until another thread, which computes nothing, has written."""
    turn = take_turn(db.engine)

    def end() -> None:
        others.wait(LONG)
        turn.release()

    with another(end):
        take_turn(db.engine).release()


def wait_for_the_leader(app: Flask, others: threading.Event) -> None:
    """Wait for another thread that writes for all."""
    leads = threading.Event()

    def lead() -> None:
        leads.set()
        others.wait(LONG)

    def write() -> None:
        with app.app_context():
            write_together(lead)

    with another(write):
        assert leads.wait(LONG)
        write_together(lambda: None)


@pytest.mark.parametrize("wait", [flush, wait_for_the_lock, wait_for_the_leader])
def test_writer_of_a_file_lets_others_compute(
    app: Flask, event: Event, processor: Processor, wait: Callable[[Flask, threading.Event], None]
) -> None:
    done = threading.Event()

    with processor.used(), another(computes_at(processor, done)):
        wait(app, done)
        has_computed = done.is_set()

    assert has_computed


def test_threads_of_a_site_with_a_file_share_one(app: Flask) -> None:
    assert processor_of(app) is not None


def test_threads_that_wait_for_a_server_do_not(tmp_path: Path, postgres: PostgresUrl) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_DATABASE_URL=postgres())

    assert processor_of(app) is None
