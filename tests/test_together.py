"""Writers of one process wait for each other without sleeping, and share flushes."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Event as Signal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from ethreader.base import driver
from ethreader.base.connecting import SharingConnection
from ethreader.base.db import begin_write_transaction, connection, db
from ethreader.base.locks import DatabaseBusy
from ethreader.base.revisions import Revision
from ethreader.base.together import Write, write_together, writers
from ethreader.base.written_rows import note_new
from ethreader.comments.models import Comment
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, filled_in, stored
from tests.test_busy_database import another_writer
from tests.visitors import HTMX

WRITERS = 4
NUMBER = 10**9  # Of changes that are no changes.

Renaming = Callable[[Event, str], Callable[[], str]]


class Refused(Exception):
    """What a rule says."""


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Collect the connections of the commits from now on."""
    seen: list[object] = []

    def see(connection: SharingConnection) -> None:
        seen.append(connection)
        commit(connection)

    commit = SharingConnection.commit
    monkeypatch.setattr(SharingConnection, "commit", see)
    return seen


def at_once(app: Flask, works: list[Callable[[], Any]]) -> list[Future[Any]]:
    """Have threads do works that all wait while another program writes."""
    engine = db.engine

    def write(work: Callable[[], Any]) -> Any:
        with app.app_context():
            return write_together(work)

    with ThreadPoolExecutor(len(works)) as pool, another_writer():
        futures = [pool.submit(write, work) for work in works]
        while len(writers.of(engine).waiting) < len(works):
            Signal().wait(0.001)
    return futures


def renamed(event: Event, name: str) -> Callable[[], str]:
    id_ = event.id

    def work() -> str:
        values = {"name": name, "id": id_}
        db.session.execute(text("UPDATE event SET name = name || :name WHERE id = :id"), values)
        if name == "!":
            raise Refused
        return name

    return work


def renamed_plainly(event: Event, name: str) -> Callable[[], str]:
    """Do the same without a session."""
    id_ = event.id

    def work() -> str:
        values = {"name": name, "id": id_}
        driver.run(connection(), "UPDATE event SET name = name || :name WHERE id = :id", values)
        return name

    return work


def added() -> str:
    """Return what was added to the name of the one event."""
    db.session.rollback()
    return str(db.session.scalar(text("SELECT name FROM event"))).removeprefix("Winter meeting")


def test_writers_that_wait_at_the_same_time_share_one_flush(
    app: Flask, event: Event, commits: list[object]
) -> None:
    works = [renamed(event, name) for name in "abcd"]

    futures = at_once(app, works)

    assert [each.result() for each in futures] == ["a", "b", "c", "d"]
    assert len(commits) == 1
    assert sorted(added()) == [*"abcd"]


def test_one_that_is_refused_takes_nothing_from_the_others(app: Flask, event: Event) -> None:
    futures = at_once(app, [renamed(event, name) for name in "a!b"])

    assert [each.exception() is None for each in futures] == [True, False, True]
    assert isinstance(futures[1].exception(), Refused)
    assert sorted(added()) == ["a", "b"]


def test_nobody_follows_rows_of_one_that_is_refused(app: Flask, event: Event) -> None:
    def note_and_fail() -> None:
        note_new((Comment, 10**6), "<p>Never stored.</p>")
        raise Refused

    futures = at_once(app, [renamed(event, "a"), note_and_fail, renamed(event, "b")])

    assert [each.exception() is None for each in futures] == [True, False, True]
    assert isinstance(futures[1].exception(), Refused)
    assert sorted(added()) == ["a", "b"]


def test_one_that_is_refused_alone_leaves_nothing(app: Flask, event: Event) -> None:
    with pytest.raises(Refused):
        write_together(renamed(event, "!"))

    assert added() == ""
    assert write_together(renamed(event, "a")) == "a"


@pytest.mark.parametrize("through", [renamed, renamed_plainly])
def test_a_flush_that_fails_acknowledges_nothing(
    app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch, through: Renaming
) -> None:
    def fail(_connection: object) -> None:
        raise Refused

    with monkeypatch.context() as changed:
        changed.setattr(SharingConnection, "commit", fail)
        futures = at_once(app, [through(event, name) for name in "ab"])

    assert [type(each.exception()) for each in futures] == [Refused, Refused]
    assert added() == ""
    assert write_together(through(event, "c")) == "c"
    assert added() == "c"


def test_what_cannot_be_committed_leaves_nothing(app: Flask, event: Event) -> None:
    def orphan() -> None:
        driver.run(connection(), "PRAGMA defer_foreign_keys = ON")
        driver.run(connection(), "UPDATE event SET parent_id = 999")

    with pytest.raises(sqlite3.IntegrityError):
        write_together(orphan)

    assert db.session.scalar(text("SELECT parent_id FROM event")) is None
    assert write_together(renamed_plainly(event, "a")) == "a"
    assert added() == "a"


def test_comments_that_come_at_once_are_all_stored(app: Flask, event: Event) -> None:
    visitors = [app.test_client() for _ in range(WRITERS)]
    forms = [filled_in(each, body=f"No. {number}") for number, each in enumerate(visitors)]

    def send(number: int) -> int:
        return visitors[number].post(COMMENTS, data=forms[number], headers=HTMX).status_code

    with ThreadPoolExecutor(WRITERS) as pool:
        statuses = list(pool.map(send, range(WRITERS)))

    assert statuses == [201] * WRITERS
    assert sorted(each.body for each in stored()) == [f"No. {number}" for number in range(WRITERS)]


def test_a_turn_ends_with_its_transaction(app: Flask, event: Event) -> None:
    for end in (db.session.commit, db.session.rollback, db.session.remove):
        begin_write_transaction()
        end()

    with ThreadPoolExecutor(1) as pool, app.app_context():
        assert pool.submit(_written, app).result()


def test_who_waits_too_long_for_a_turn_is_told_so(
    app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ethreader.base.locks.BUSY_TIMEOUT", 30)
    begin_write_transaction()

    with ThreadPoolExecutor(1) as pool:
        waited = pool.submit(_written, app)
        assert isinstance(waited.exception(), DatabaseBusy)

    db.session.rollback()
    assert _written(app)


def _written(app: Flask) -> bool:
    with app.app_context():
        begin_write_transaction()
        db.session.commit()
    return True


def test_connection_that_was_used_last_is_used_next(app: Flask) -> None:
    engine = db.engine
    pooled = [engine.raw_connection() for _ in range(3)]
    used = [each.driver_connection for each in pooled]
    for each in pooled:
        each.close()

    following = engine.raw_connection()
    assert following.driver_connection is used[-1]
    following.close()


def test_small_writes_go_through_one_connection(app: Flask) -> None:
    first = write_together(_driver)
    with db.engine.connect(), db.engine.connect():
        assert write_together(_driver) is first
    assert write_together(_driver) is first


def test_a_small_write_that_is_refused_keeps_no_connection(app: Flask, event: Event) -> None:
    write_together(lambda: None)
    assert _held() == 1

    with pytest.raises(Refused):
        write_together(renamed(event, "!"))

    db.session.rollback()
    assert _held() == 0


def test_a_disposed_engine_leaves_no_connection_of_small_writes(app: Flask) -> None:
    used = write_together(_driver)

    db.engine.dispose()

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        used.execute("SELECT 1")
    assert write_together(_driver) is not used


def test_a_small_write_that_a_session_joined_keeps_no_connection(app: Flask, event: Event) -> None:
    write_together(renamed(event, "a"))

    assert _held() == 0
    assert added() == "a"


def test_an_engine_that_is_disposed_during_a_small_write_keeps_no_connection(app: Flask) -> None:
    def dispose() -> Any:
        db.engine.dispose()
        return _driver()

    used = write_together(dispose)

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        used.execute("SELECT 1")
    assert write_together(_driver) is not used


def test_a_row_that_nobody_has_sent_is_stored(app: Flask, event: Event) -> None:
    write_together(lambda: db.session.add(Revision(topic="one", number=NUMBER)))

    assert _topics() == ["one"]


def test_rows_that_nobody_has_sent_are_those_of_their_own_work(app: Flask, event: Event) -> None:
    works: list[Callable[[], Any]] = [
        partial(_add, topic, is_refused=topic == "b") for topic in "abc"
    ]

    futures = at_once(app, works)

    assert [each.exception() is None for each in futures] == [True, False, True]
    assert _topics() == ["a", "c"]


def test_a_small_write_within_another_one_is_refused(app: Flask, event: Event) -> None:
    with pytest.raises(RuntimeError, match="wait for itself"):
        write_together(lambda: write_together(renamed_plainly(event, "a")))

    assert added() == ""
    assert write_together(renamed_plainly(event, "b")) == "b"


def test_what_was_not_done_is_not_acknowledged() -> None:
    with pytest.raises(RuntimeError, match="Nothing was stored"):
        Write(lambda: None).outcome()


def _add(topic: str, *, is_refused: bool = False) -> None:
    db.session.execute(text("SELECT 1"))
    db.session.add(Revision(topic=topic, number=NUMBER))
    if is_refused:
        raise Refused


def _topics() -> list[str]:
    db.session.rollback()
    query = select(Revision.topic).where(Revision.number == NUMBER)
    return sorted(db.session.scalars(query))


def _driver() -> Any:
    return connection().connection.driver_connection


def _held() -> int:
    """Return how many connections are out of the pool."""
    pool: Any = db.engine.pool
    out: int = pool.checkedout()
    return out
