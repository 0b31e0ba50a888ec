"""The database handle and the column vocabulary.

Rules reach the database through `db.session`; views and commands commit, nobody else.
"""

from datetime import UTC, datetime
from enum import StrEnum
from sqlite3 import Connection as SqliteConnection
from typing import TYPE_CHECKING, Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
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
    extract,
    or_,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Session,
    SessionTransaction,
    mapped_column,
)
from sqlalchemy.pool import ConnectionPoolEntry

from ethreader.base import connecting, driver, lost  # noqa: F401 - they listen to every engine
from ethreader.base.clock import NOON
from ethreader.base.locks import BUSY_TIMEOUT, take_turn

TURN, USED = "ethreader.turn", "ethreader.used"

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


db = SQLAlchemy(
    model_class=Base,
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


def has_time_of_day(
    column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
) -> ColumnElement[bool]:
    """Tell, within a query, whether a moment has yet to become a day."""
    parts = {"hour": NOON.hour, "minute": NOON.minute, "second": NOON.second}
    return or_(*(extract(part, column) != value for part, value in parts.items()))


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
    if bind.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT}")
    session.info[USED] = connection


def connection() -> Connection:
    """Return the connection of the current transaction, for statements on plain values.

    What the session holds and has not sent yet is not sent before them.
    """
    session = db.session()
    used: Connection | None = session.info.get(USED)
    if used is None:
        used = session.info[USED] = session.connection()
    return used


@event.listens_for(db.session, "after_transaction_end")
def _end_turn(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(USED, None)
        if TURN in session.info:
            session.info.pop(TURN).release()


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, SqliteConnection):
        return
    # SQLAlchemy sends BEGIN itself (below), so that SAVEPOINT and the write lock work.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT}",
        "journal_mode = WAL",
        "synchronous = FULL",  # What was acknowledged survives a power cut.
        "secure_delete = ON",  # What was erased is gone from the file.
        "temp_store = MEMORY",  # What is sorted or grouped leaves nothing in a folder for all.
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        how = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        driver.run(connection, f"BEGIN {how}")
