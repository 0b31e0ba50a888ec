"""Sites on either database, and the bytes of their files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine, text

from ethreader.base.db import db
from tests.conftest import make_app
from tests.visitors import with_visitors


def site_on(database: str, folder: Path, request: pytest.FixtureRequest, **given: str) -> Flask:
    """Return a site with a migrated database of its own, and with some settings."""
    if database == "postgres":
        given["ETHREADER_DATABASE_URL"] = request.getfixturevalue("postgres")(is_migrated=True)
    return with_visitors(make_app(folder / "instance", **given))


def files_with(mark: str) -> set[str]:
    """Return the files of the database, its log among them, in which a text stands."""
    needle = mark.encode()
    return {path.name for path in _folder().rglob("*") if _holds(path, needle)}


def _holds(path: Path, needle: bytes) -> bool:
    try:
        return path.is_file() and needle in path.read_bytes()
    except FileNotFoundError:  # The server tidies up meanwhile.
        return False


def _folder() -> Path:
    if db.engine.dialect.name == "sqlite":
        return Path(str(db.engine.url.database)).parent
    with db.engine.connect() as connection:
        return Path(str(connection.scalar(text("SHOW data_directory"))))


def keep_no_old_log() -> None:
    """Set PostgreSQL as docs/deletion.md advises."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as server:
            server.execute(text("ALTER SYSTEM SET wal_recycle = off"))
            server.execute(text("SELECT pg_reload_conf()"))


@contextmanager
def reading() -> Iterator[None]:
    """Read the comments in a transaction that does not end before the block does."""
    engine = create_engine(db.engine.url)
    connection: Connection
    with engine.connect() as connection:
        connection.execute(text("SELECT count(*) FROM comment")).all()
        yield
    engine.dispose()
