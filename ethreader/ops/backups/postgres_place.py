"""Restoring PostgreSQL's tables: made ready in a schema of their own, then moved in one step."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import quoted_name

from ethreader.base.db import db
from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.backups.manifest import Manifest
from ethreader.ops.backups.places import Place, close_own, working_in

UNFINISHED = "ethreader_restoring_"
ASIDE = "before_restore_"
# Other connections to this database, whoever's they are.
OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
# What the triggers of a schema's tables call, as far as it stands in that schema itself.
CALLED = text(
    "SELECT DISTINCT called.proname FROM pg_trigger "
    "JOIN pg_proc AS called ON called.oid = pg_trigger.tgfoid "
    "JOIN pg_namespace ON pg_namespace.oid = called.pronamespace "
    "WHERE NOT pg_trigger.tgisinternal AND pg_namespace.nspname = :schema"
)


class PostgresPlace(Place):
    """The database's usual schema, and one beside it."""

    @property
    def _new(self) -> str:
        return f"{UNFINISHED}{self.stamp.replace('-', '_')}"

    @property
    def _url(self) -> URL:
        url = make_url(self.settings.database_url)
        given = url.query.get("options", "")
        options = f"{given} -csearch_path={self._new}".strip()
        return url.update_query_dict({"options": options})

    def clear_leftovers(self) -> None:
        """Delete what a restore that was killed has left: texts of readers are in it."""
        with _told(), db.engine.begin() as connection:
            for name in inspect(connection).get_schema_names():
                if name.startswith(UNFINISHED):
                    connection.execute(text(f"DROP SCHEMA {_quoted(connection, name)} CASCADE"))

    def refuse_if_open(self) -> None:
        """Raise `BackupFailed` where the site, on whichever host, or a person is connected."""
        close_own()
        with _told(), db.engine.connect() as connection:
            count = connection.scalar(OTHERS) or 0
        close_own()
        if count:
            message = (
                f"Other programs are connected to the database: {count}. Stop the site and the "
                "mail process on every host, and end what else is connected."
            )
            raise BackupFailed(message)

    @contextmanager
    def made_ready(self, backup: Path, manifest: Manifest) -> Iterator[None]:
        """Load the backup into a schema of its own and work in it."""
        # With its driver, which most sites do not need.
        from ethreader.ops.backups.postgres_copy import load_tables  # noqa: PLC0415

        with _told():
            with db.engine.begin() as connection:
                connection.execute(text(f"CREATE SCHEMA {_quoted(connection, self._new)}"))
            with working_in(self._url) as engine:
                load_tables(engine, backup, manifest)
                yield

    def put_in_place(self) -> str | None:
        """Move the old tables into a schema that says what they are, and the new ones here."""
        self.refuse_if_open()
        with _told(), db.engine.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '10s'"))
            here = str(connection.scalar(text("SELECT current_schema()")))
            aside = _free(connection, f"{ASIDE}{self.stamp.replace('-', '_')}")
            old = inspect(connection).get_table_names(schema=here)
            if old:
                connection.execute(text(f"CREATE SCHEMA {_quoted(connection, aside)}"))
            _move(connection, old, source=here, target=aside)
            new = inspect(connection).get_table_names(schema=self._new)
            _move(connection, new, source=self._new, target=here)
            connection.execute(text(f"DROP SCHEMA {_quoted(connection, self._new)}"))
        return f"the schema {aside}" if old else None


@contextmanager
def _told() -> Iterator[None]:
    """Say in one sentence what the database refuses."""
    try:
        yield
    except DBAPIError as problem:
        reason = str(problem.orig).strip().splitlines()[0].rstrip(".")
        message = f"The backup could not be restored ({reason}). The database is as it was."
        raise BackupFailed(message) from None


def _move(connection: Connection, tables: list[str], *, source: str, target: str) -> None:
    """Move tables with their triggers, and what these call."""
    called = connection.scalars(CALLED, {"schema": source}).all() if tables else ()
    things = [("TABLE", name, "") for name in tables] + [
        ("FUNCTION", name, "()") for name in called
    ]
    for kind, name, end in things:
        where = f"{kind} {_quoted(connection, source)}.{_quoted(connection, name)}{end}"
        connection.execute(text(f"ALTER {where} SET SCHEMA {_quoted(connection, target)}"))


def _free(connection: Connection, name: str) -> str:
    taken = set(inspect(connection).get_schema_names())
    names = (name, *(f"{name}_{number}" for number in range(2, 1000)))
    return next(each for each in names if each not in taken)


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(quoted_name(name, quote=True))
