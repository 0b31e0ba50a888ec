"""What was changed of that which readers see: written down in the transaction that changes it.

Nobody has to think of it. A feature says once, for each of its tables, which topics a row is shown
under (`register_shown`); what a session writes is then looked at here. A statement over many rows
changes everything, unless it says what it changes: `execution_options(changes=(topic, …))`.

`revision` holds, for each topic, the number of its last change. Who keeps pages is told at the
commit (`changed`), and finds out from the table what other processes have changed.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from blinker import Signal
from sqlalchemy import BigInteger, Engine, Select, String, Text, bindparam, event, func, select
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, UOWTransaction, mapped_column

from ethreader.base.db import Model, connection, db, noted, table_of
from ethreader.base.one_of import one_of
from ethreader.base.prepared import Prepared
from ethreader.base.topics import EVERYTHING
from ethreader.base.transactions import Noted, after_commit, before_commit
from ethreader.base.upserts import insert_for

Shown = Callable[[Any], Iterable[str]]

# Sent after a commit, by the engine, with `numbers`: of each changed topic that of its change.
changed = Signal()

TOPICS, NUMBERS = "topics", "numbers"

_shown: dict[type[Any], Shown] = {}
_tables: set[str] = set()


class Revision(Model):
    """The last change of a topic. Numbers grow: on SQLite by one, elsewhere with transactions."""

    __tablename__ = "revision"

    topic: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, index=True)


_LAST = Prepared(
    select(Revision.topic, Revision.number)
    .where(one_of(Revision.topic, "topics"))
    .order_by(Revision.topic),
    row=tuple,
)


def register_shown(shown: Mapping[type[Any], Shown]) -> None:
    """Take what features say of their tables, in place of what was said before."""
    _shown.clear()
    _shown.update(shown)
    _tables.clear()
    _tables.update(model.__tablename__ for model in shown)


def numbers_since(number: int) -> Select[str, int]:
    """Return the query for what was changed by the change of a number, or later."""
    return select(Revision.topic, Revision.number).where(Revision.number >= number)


def numbers_of(topics: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return the last change of each topic that was ever changed."""
    return tuple(_LAST.rows({"topics": list(topics)}))


def note_change(topics: Iterable[str]) -> None:
    """Say what the current transaction changes."""
    _topics(noted()).update(topics)


@event.listens_for(db.session, "after_flush")
def _look_at_rows(session: Session, _context: UOWTransaction) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if type(row) in _shown:
            _topics(noted(session)).update(_shown[type(row)](row))


@event.listens_for(db.session, "do_orm_execute")
def _look_at_statement(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    statement: Any = state.statement
    if statement.table.name in _tables:
        _topics(noted(state.session)).update(state.execution_options.get("changes", (EVERYTHING,)))


@before_commit
def _write_down(noted: Noted) -> None:
    topics = sorted(noted.pop(TOPICS, ()))
    if topics:
        noted[NUMBERS] = _numbered(topics)


@after_commit
def _tell(noted: Noted, engine: Engine) -> None:
    if NUMBERS in noted:
        changed.send(engine, numbers=noted[NUMBERS])


def _topics(noted: Noted) -> set[str]:
    topics: set[str] = noted.setdefault(TOPICS, set())
    return topics


@cache
def _numbering(dialect: str) -> Prepared:
    new = insert_for(dialect, table_of(Revision))
    new = new.values(topic=bindparam("changed"), number=_NUMBER[dialect])
    new = new.on_conflict_do_update(index_elements=["topic"], set_={"number": new.excluded.number})
    return Prepared(new.returning(table_of(Revision).c.number))


_NUMBER = {
    "sqlite": select(func.coalesce(func.max(Revision.number), 0) + 1).scalar_subquery(),
    # It is known before the commit, and what is older than all that is under way is final.
    "postgresql": func.pg_current_xact_id().cast(Text).cast(BigInteger),
}


def _numbered(topics: Iterable[str]) -> dict[str, int]:
    """Give topics the numbers of this change; of many there are few."""
    number = _numbering(connection().dialect.name)
    return {topic: number.row({"changed": topic}).number for topic in topics}
