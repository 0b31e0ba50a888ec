"""Two first starts of one site at once: the second waits for the first, on both databases."""

import io
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import text

from ethreader.application import create_app
from ethreader.base.db import db
from ethreader.ops.starting import WAITING, one_start_at_a_time
from tests.browser.server import PATIENCE
from tests.conftest import DATABASES, make_app
from tests.once import make_settings


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site on each of the two databases, in whose context another start holds things up."""
    given = {}
    if request.param == "postgres":
        url = request.getfixturevalue("postgres")(is_migrated=True)
        given["ETHREADER_DATABASE_URL"] = url
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        app = make_app(tmp_path / "instance", PORT=str(taken.getsockname()[1]), **given)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def is_waited_for(site: Flask) -> bool:
    """Ask the kernel, or the server, whether somebody stands still before the lock."""
    if db.engine.dialect.name == "sqlite":
        inode = site.extensions["settings"].instance.resolve().stat().st_ino
        lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
        return any("-> FLOCK" in line and f":{inode} " in line for line in lines)
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with db.engine.connect() as connection:
        return bool(connection.scalar(waiting))


@pytest.mark.parametrize("words", ["database upgrade", "moderator list", "serve"])
def test_who_comes_second_waits(site: Flask, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """The site itself is tried up to its listening: on a port that this test has."""
    told, codes = io.StringIO(), list[Any]()
    monkeypatch.setattr(sys, "stderr", told)
    other = create_app(site.extensions["settings"])

    def run() -> None:
        try:
            other.cli.main(words.split(), obj=ScriptInfo(create_app=lambda: other))
        except SystemExit as ended:
            codes.append(ended.code)
        finally:
            with other.app_context():
                db.engine.dispose()

    thread = Thread(target=run)
    with one_start_at_a_time(lambda _: None):
        thread.start()
        deadline = time.monotonic() + PATIENCE
        while thread.is_alive() and not is_waited_for(site):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert (told.getvalue(), codes, thread.is_alive()) == (f"{WAITING}\n", [], True)
    thread.join(PATIENCE)

    assert told.getvalue().startswith(f"{WAITING}\n{'Error: The site' if words == 'serve' else ''}")
    assert codes == [1 if words == "serve" else 0]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite:////nowhere/a", "/nowhere/a: No such file or directory."),
        ("postgresql+psycopg://127.0.0.1:1/site", "The database postgresql+psycopg://127.0.0.1:1/"),
    ],
)
def test_what_cannot_be_reached_is_not_waited_for(tmp_path: Path, url: str, reason: str) -> None:
    app = create_app(make_settings(tmp_path, ETHREADER_DATABASE_URL=url))

    said = app.test_cli_runner().invoke(args=["database", "upgrade"])

    assert (said.exit_code, said.stderr.count("\n")) == (1, 1)
    assert said.stderr.startswith(f"Error: {reason}")
