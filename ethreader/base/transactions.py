"""What a transaction notes on its way, what is done with that at its commit, and a plain one.

Around a transaction of a session several times as much is done as within it: it looks after
records. What is written for every comment is values alone, so it has a `PlainTransaction`. Both end
with the same steps, which are registered here by those who note something.
"""

from collections.abc import Callable
from contextvars import ContextVar, Token
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection, Engine, Transaction, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool

from ethreader.base import driver
from ethreader.base.connecting import BEGUN
from ethreader.base.locks import keep_waiting_short, take_turn
from ethreader.base.per_engine import PerEngine

# What was noted, under the name of who notes it.
Noted = dict[str, Any]
BeforeCommit = Callable[[Noted], None]
AfterCommit = Callable[[Noted, Engine], None]

_before: list[BeforeCommit] = []
_after: list[AfterCommit] = []


def before_commit(step: BeforeCommit) -> BeforeCommit:
    """Have a step done at the end of each transaction that is about to be committed."""
    _before.append(step)
    return step


def after_commit(step: AfterCommit) -> AfterCommit:
    """Have a step done after each commit."""
    _after.append(step)
    return step


def end_well(noted: Noted, send: Callable[[], object]) -> None:
    """Do what is to be done before a commit; `send` sends what a session still holds."""
    for step in _before:
        send()
        step(noted)


def tell(noted: Noted, engine: Engine) -> None:
    """Do what is to be done after a commit."""
    for step in _after:
        step(noted, engine)


class PlainTransaction:
    """A transaction that writes plain values: a block, at whose end it is committed.

    Within the block `base.db.connection` is its connection, which nobody else begins, commits or
    rolls back. A session that somebody asks for joins it. Entering raises `DatabaseBusy`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._begun: Transaction | None = None  # None to a file, where the driver has it.
        self._joined: Session | None = None
        self.noted: Noted = {}

    def __enter__(self) -> Self:
        """Begin; on SQLite as the only one who writes."""
        is_alone = self._engine.dialect.name == "sqlite"
        self._turn = take_turn(self._engine) if is_alone else None
        self._may_stay = False
        try:
            self._held = _kept.take(self._engine) or Held.of(self._engine)
            self.connection = self._held.connection
            self._begin()
        except BaseException:
            self._end_turn()
            raise
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        """Commit, or take back what was written where something was raised."""
        try:
            if error is None:
                self._commit()
        finally:
            self._leave()

    def join(self, session: Session) -> Connection:
        """Let a session be a part of it."""
        if not self.connection.in_transaction():
            self.connection.begin()
        self._joined = session
        return self.connection

    def _begin(self) -> None:
        """Begin; around the two statements for a file SQLAlchemy does as much as they take.

        It knows of that transaction from the first statement that goes through it.
        """
        try:
            if self._turn is not None:
                driver.run(self.connection, "BEGIN IMMEDIATE")
            else:
                self._begun = self.connection.begin()
                keep_waiting_short(self.connection)
            self._outside: Token[PlainTransaction | None] = _under_way.set(self)
        except BaseException:
            self.connection.close()
            raise

    def _commit(self) -> None:
        end_well(self.noted, self._send)
        self._send()
        if self._joined is not None:
            self._joined.commit()
        if self._begun is not None:
            self._begun.commit()
        else:
            driver.commit(self.connection)
        self._may_stay = self._begun is None and not self.connection.in_transaction()
        tell(self.noted, self._engine)

    def _send(self) -> None:
        if self._joined is not None:
            self._joined.flush()

    def _leave(self) -> None:
        try:
            if self._may_stay:
                self._keep()
            else:
                self._close()
        finally:
            _under_way.reset(self._outside)
            self._end_turn()

    def _keep(self) -> None:
        _kept.put(self._held, self._engine)
        if self._held.pool is not self._engine.pool:  # The engine was disposed meanwhile.
            _close_kept(self._engine)

    def _close(self) -> None:
        with self.connection:
            if self._joined is not None:
                self._joined.rollback()
            # Also where a commit has failed half-way; what SQLAlchemy does not know of, its pool
            # takes back.
            self.connection.rollback()

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._turn.release()


class Held(NamedTuple):
    """A connection for small writes, and the pool that it comes from."""

    connection: Connection
    pool: Pool

    @classmethod
    def of(cls, engine: Engine) -> Self:
        """Get one; the pool is looked at before, so that none is taken for a newer one's."""
        pool = engine.pool
        return cls(engine.connect().execution_options(sqlite_begin=BEGUN), pool)


# What small writes go through, while none is under way: to get a connection takes as long as all
# else around them.
_kept: PerEngine[Held | None] = PerEngine(lambda: None)


@event.listens_for(Engine, "engine_disposed")
def _close_kept(engine: Engine) -> None:
    if (kept := _kept.take(engine)) is not None:
        kept.connection.detach()  # Its pool is gone, and would keep it open.
        kept.connection.close()


_under_way: ContextVar[PlainTransaction | None] = ContextVar("plain transaction", default=None)

under_way = _under_way.get
"""returns the plain transaction that this thread is in, if it is in one"""
