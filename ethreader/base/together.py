"""Small writes that wait for SQLite at the same time share a transaction, and so one flush.

A flush takes longer than all that is written before it. So whoever comes first leads: it writes
for all who wait by then, in the order in which they came, each behind a savepoint of its own.
Nobody is told of anything before the flush. Who comes meanwhile is written for by the next leader.
"""

import threading
from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

from sqlalchemy import Engine

from ethreader.base import driver
from ethreader.base.db import connection, db, noted
from ethreader.base.per_engine import PerEngine
from ethreader.base.processor import Waiting
from ethreader.base.transactions import PlainTransaction, under_way

T = TypeVar("T")


class Write:
    """What one thread has to write, and what became of it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._result: Any = None
        self._error: BaseException | None = RuntimeError("Nothing was stored.")
        self.leads = False
        self._called = threading.Lock()  # Open once it is called: to lead, or because it is done.
        self._called.acquire()

    def run(self) -> None:
        """Do the work, and raise what it raises."""
        self._result = _done(self._work)
        self._error = None

    def run_among_others(self) -> None:
        """Do the work; where it raises something, nothing of it stays, and all else does."""
        on, noted_before = connection(), deepcopy(noted())
        driver.run(on, "SAVEPOINT work")
        try:
            self.run()
        except Exception as error:  # noqa: BLE001 - it is raised where the work came from
            driver.run(on, "ROLLBACK TO work")
            if db.session.registry.has():
                db.session.expunge_all()
            noted().clear()
            noted().update(noted_before)
            self.fail(error)
        driver.run(on, "RELEASE work")

    def fail(self, error: BaseException) -> None:
        """Remember why nothing was stored."""
        self._error = error

    def call(self) -> None:
        """End its waiting; to be done once."""
        self._called.release()

    def wait(self) -> None:
        """Wait until it is called, while others compute."""
        if not self._called.acquire(blocking=False):
            with Waiting():
                self._called.acquire()

    def outcome(self) -> Any:
        """Return what the work returned, or raise why nothing was stored."""
        if self._error is not None:
            raise self._error
        return self._result


class Together:
    """Brings together what threads have to write to one database."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_led = False
        self.waiting: list[Write] = []

    def write(self, work: Callable[[], T], engine: Engine) -> T:
        """Do a work in a transaction that others may share, and return what it returns."""
        write = Write(work)
        with self._guard:
            self.waiting.append(write)
            write.leads = not self._is_led
            self._is_led = True
        if not write.leads:
            write.wait()
        if write.leads:
            self._lead(engine)
        result: T = write.outcome()
        return result

    def _lead(self, engine: Engine) -> None:
        writes: list[Write] = []
        try:
            with PlainTransaction(engine):
                writes = self._taken()
                _run(writes)
        except BaseException as error:  # noqa: BLE001 - each thread is told
            writes = writes or self._taken()
            for each in writes:
                each.fail(error)
        finally:
            self._call_next()
            for each in writes:
                if not each.leads:
                    each.call()

    def _taken(self) -> list[Write]:
        with self._guard:
            writes, self.waiting = self.waiting, []
        return writes

    def _call_next(self) -> None:
        with self._guard:
            self._is_led = bool(self.waiting)
            if self.waiting:
                self.waiting[0].leads = True
                self.waiting[0].call()


writers = PerEngine(Together)
"""has what brings together the writers of a database in this process"""


def write_together(work: Callable[[], T]) -> T:
    """Do a work in a write transaction and commit it; return what it returns.

    On SQLite any thread may do it, along with what others have to write: it knows the database
    and plain values, and nothing of a request. Servers share flushes by themselves. Raises what
    the work raises, or `DatabaseBusy`.
    """
    if under_way() is not None:
        message = "A small write within another one would wait for itself."
        raise RuntimeError(message)
    if db.session.registry.has():
        db.session.rollback()  # Whoever waits keeps no old state of the database alive.
    engine = db.engine
    if engine.dialect.name == "sqlite":
        return writers.of(engine).write(work, engine)
    with PlainTransaction(engine):
        return _done(work)


def _done(work: Callable[[], T]) -> T:
    """Do a work, and send what a session still holds: it is a part of this one, of no later one."""
    result = work()
    if db.session.registry.has():
        db.session.flush()
    return result


def _run(writes: list[Write]) -> None:
    if len(writes) == 1:
        writes[0].run()
    else:
        for each in writes:
            each.run_among_others()
