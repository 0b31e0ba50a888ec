"""PostgreSQL's tables as files, by the database's own `COPY`, as of one moment.

`pg_dump` would be one more program, refuses servers that are newer than itself, and writes SQL
that may do anything when it is restored. Here the schema comes from our migrations, and files
hold rows alone. `SELECT` shows no row that was not committed when the first one was read.
"""

from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, MetaData, Table, func, select, text
from sqlalchemy.exc import DBAPIError

from ethreader.ops import migrations
from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.backups.manifest import Manifest
from ethreader.ops.backups.sqlite_copy import NO_SCHEMA, Contents
from ethreader.ops.migrations.errors import CannotUpgrade

ONE_MOMENT = {"isolation_level": "REPEATABLE READ"}
# How values are written must not depend on what a server or a role prefers.
FORMAT = "SET LOCAL client_encoding = 'UTF8'; SET LOCAL datestyle = 'ISO'"
VERSIONS = "alembic_version"


def file_of(table: str) -> str:
    """Return the name of the file that holds a table's rows."""
    return f"{table}.copy"


def dump_tables(engine: Engine, folder: Path) -> Contents:
    """Write each table's rows into a file of its own; raise `BackupFailed`."""
    try:
        with engine.connect().execution_options(**ONE_MOMENT) as connection:
            connection.exec_driver_sql(FORMAT)
            schema = MetaData()
            schema.reflect(connection)
            revision = _revision(connection, schema)
            tables = [each for each in schema.sorted_tables if each.name != VERSIONS]
            return Contents(
                schema=revision,
                rows={each.name: _dump(connection, each, folder) for each in tables},
                columns={each.name: each.columns.keys() for each in tables},
            )
    except (DBAPIError, psycopg.Error) as problem:
        message = f"The database could not be copied ({_reason(problem)})."
        raise BackupFailed(message) from None


def load_tables(engine: Engine, folder: Path, manifest: Manifest) -> None:
    """Make the tables of the backup's schema and fill them, all or none; raise `BackupFailed`."""
    try:
        with engine.begin() as connection:
            migrations.make_schema(connection, manifest.schema_revision)
            connection.exec_driver_sql(FORMAT)
            schema = MetaData()
            schema.reflect(connection)
            tables = [each for each in schema.sorted_tables if each.name != VERSIONS]
            if {each.name for each in tables} != set(manifest.rows):
                message = "The backup holds other tables than its schema has: it is damaged."
                raise BackupFailed(message)
            for table in reversed(tables):  # Some come with rows, which are the backup's here.
                connection.execute(table.delete())
            for table in tables:
                _load(connection, table, folder, manifest)
    except (DBAPIError, psycopg.Error, CannotUpgrade) as problem:
        message = f"The backup could not be loaded ({_reason(problem)})."
        raise BackupFailed(message) from None


def _revision(connection: Connection, schema: MetaData) -> str:
    versions = schema.tables.get(VERSIONS)
    revision = None if versions is None else connection.scalar(select(versions.c.version_num))
    if revision is None:
        message = f"The database cannot be backed up: {NO_SCHEMA} yet."
        raise BackupFailed(message)
    return str(revision)


def _dump(connection: Connection, table: Table, folder: Path) -> int:
    """Write the rows of a table, one a line; return how many there are."""
    path = folder / file_of(table.name)
    lines = 0
    out = _statement(table, table.columns.keys(), "TO STDOUT")
    with path.open("wb") as file, _cursor(connection) as cursor, cursor.copy(out) as rows:
        for piece in rows:
            file.write(piece)
            lines += bytes(piece).count(b"\n")  # Within a value it is written as “\n”.
    return lines


def _load(connection: Connection, table: Table, folder: Path, manifest: Manifest) -> None:
    columns = manifest.columns[table.name]
    with (
        (folder / file_of(table.name)).open("rb") as file,
        _cursor(connection) as cursor,
        cursor.copy(_statement(table, columns, "FROM STDIN")) as rows,
    ):
        while piece := file.read(1 << 16):
            rows.write(piece)
    count = connection.scalar(select(func.count()).select_from(table)) or 0
    if count != manifest.rows[table.name]:
        message = f"{table.name} has {count} rows, and {manifest.rows[table.name]} were backed up."
        raise BackupFailed(message)
    _count_on(connection, table)


def _count_on(connection: Connection, table: Table) -> None:
    """Let new rows have numbers after those that are there."""
    for column in table.primary_key:
        name = {"table": table.name, "column": column.name}
        serial = text("SELECT pg_get_serial_sequence(quote_ident(:table), :column)")
        sequence = connection.scalar(serial, name)
        if sequence is not None:
            connection.execute(select(func.setval(sequence, func.max(column))))


def _statement(table: Table, columns: list[str], way: str) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) {}").format(sql.Identifier(table.name), names, sql.SQL(way))


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


def _reason(problem: Exception) -> str:
    """Return the first line of what went wrong: the next ones quote rows."""
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    return str(cause).strip().splitlines()[0].rstrip(".")
