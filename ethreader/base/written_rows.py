"""Which rows a transaction writes, of tables that something is made of: told before its commit.

What is made of rows is then changed in the same transaction: both hold, or neither. Nobody has to
think of it: what a session writes is looked at here. A statement over many rows says of none which
one it writes, so it counts for all rows of its table, unless `execution_options(written=…)` names
them. Rows that are added past the session are told with their text (`note_new`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from ethreader.base.db import Model, db, noted
from ethreader.base.transactions import Noted, before_commit

Row = tuple[type[Model], int]
# Returns what a written row belongs to: itself, the row that it is a part of, or nothing.
Followed = Callable[[Any], Iterable[Row]]

WRITTEN = "written rows"


@dataclass(kw_only=True)
class Written:
    """What a transaction has written so far: single rows, and models of which it may be any."""

    rows: set[Row] = field(default_factory=set)
    models: set[type[Model]] = field(default_factory=set)
    new: dict[Row, str] = field(default_factory=dict)
    """the text of rows that nothing was made of yet: none of it has to be read"""


Follower = Callable[[Written], None]

_followed: dict[type[Any], Followed] = {}
_models: dict[str, type[Model]] = {}
_followers: list[Follower] = []


def register_followed(followed: Mapping[type[Any], Followed], *followers: Follower) -> None:
    """Take which tables are followed, and by whom, in place of what was registered before."""
    _followed.clear()
    _followed.update(followed)
    _models.clear()
    _models.update({model.__tablename__: model for model in followed})
    _followers[:] = followers


def note_new(row: Row, text: str) -> None:
    """Say which row, with which text, the current transaction adds past the session."""
    _written(noted()).new[row] = text


@event.listens_for(db.session, "after_flush")
def _look_at_rows(session: Session, _context: UOWTransaction) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if type(row) in _followed:
            _written(noted(session)).rows.update(_followed[type(row)](row))


@event.listens_for(db.session, "do_orm_execute")
def _look_at_statement(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    statement: Any = state.statement
    model = _models.get(statement.table.name)
    if model is None:
        return
    named = state.execution_options.get("written")
    if named is None:
        _written(noted(state.session)).models.add(model)
    else:
        _written(noted(state.session)).rows.update(named)


@before_commit
def _tell(noted: Noted) -> None:
    written: Written | None = noted.pop(WRITTEN, None)
    if written is not None:
        for follower in _followers:
            follower(written)


def _written(noted: Noted) -> Written:
    written: Written = noted.setdefault(WRITTEN, Written())
    return written
