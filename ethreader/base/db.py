"""The database handle and the column vocabulary.

Rules reach the database through `db.session`; views and commands commit, nobody else.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    Table,
    TypeDecorator,
    event,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    SessionTransaction,
    mapped_column,
)

from ethreader.base import connecting, lost  # noqa: F401 - they listen to every engine
from ethreader.base.locks import keep_waiting_short, take_turn
from ethreader.base.transactions import Noted, end_well, tell, under_way

TURN, USED, NOTED = "ethreader.turn", "ethreader.used", "ethreader.noted"

# Every constraint has a name, so that a migration can speak of it on any database.
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all models share."""

    metadata = MetaData(naming_convention=NAMES)


class JoiningSession(Session):
    """A session that is a part of the plain transaction, where one is under way."""

    def get_bind(self, *asked: Any, **known: Any) -> Engine | Connection:
        """Return what the session's statements go through."""
        plain = under_way()
        return super().get_bind(*asked, **known) if plain is None else plain.join(self)


db = SQLAlchemy(
    model_class=Base,
    session_options={"class_": JoiningSession},
    disable_autonaming=True,
    # A statement in a traceback must not carry what a person typed.
    engine_options={"hide_parameters": True},
)


if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database, whatever the database is."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments; they mean nothing."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "A moment needs a time zone."
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone; all that is stored is UTC."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


OWNED = "all, delete-orphan"
"""the cascade to rows that are a part of another one, and go with it"""


def choice(kind: type[StrEnum], *, name: str | None = None) -> Enum:
    """Return the column type of a `StrEnum`: its values as text, checked by the database.

    `name` tells the checks of two columns of one table apart.
    """
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
        name=name or kind.__name__.lower(),
        length=20,
    )


Key = Annotated[int, mapped_column(primary_key=True)]


Moment = Annotated[datetime, mapped_column(UtcDateTime)]


Slug = Annotated[str, mapped_column(String(120), unique=True)]


def table_of(model: type[Model]) -> Table:
    """Return the table of a model, for statements that read and write plain values."""
    return Base.metadata.tables[model.__tablename__]


def begin_write_transaction() -> None:
    """End the reads so far and start a transaction that will write.

    SQLite then takes the write lock at once and waits for it if it must, instead of
    failing when a reader turns writer. Elsewhere this is an ordinary transaction, whose
    statements wait no longer. What was loaded before is loaded again when it is next looked at.
    Raises `DatabaseBusy`.
    """
    session = db.session()
    session.rollback()
    bind = session.get_bind()
    if bind.dialect.name == "sqlite":
        session.info[TURN] = take_turn(bind)
    connection = session.connection({"bind": bind}, {"sqlite_begin": "IMMEDIATE"})
    keep_waiting_short(connection)
    session.info[USED] = connection


def connection() -> Connection:
    """Return the connection of the current transaction, for statements on plain values.

    What the session holds and has not sent yet is not sent before them.
    """
    plain = under_way()
    if plain is not None:
        return plain.connection
    session = db.session()
    used: Connection | None = session.info.get(USED)
    if used is None:
        used = session.info[USED] = session.connection()
    return used


def noted(session: Any = None) -> Noted:
    """Return what the current transaction has noted so far, or that of a session."""
    plain = under_way()
    if plain is not None:
        return plain.noted
    so_far: Noted = (session or db.session()).info.setdefault(NOTED, {})
    return so_far


@event.listens_for(db.session, "before_commit")
def _end_well(session: Session) -> None:
    if under_way() is None and not session.in_nested_transaction():
        end_well(noted(session), session.flush)


@event.listens_for(db.session, "after_commit")
def _tell(session: Session) -> None:
    if NOTED in session.info and not session.in_nested_transaction():
        tell(session.info.pop(NOTED), db.engine)


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(NOTED, None)


@event.listens_for(db.session, "after_transaction_end")
def _end_turn(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(USED, None)
        if TURN in session.info:
            session.info.pop(TURN).release()
