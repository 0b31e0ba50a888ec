"""Two first starts of one site at once: the second waits for the first, on both databases."""

import io
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from flask.cli import ScriptInfo

from ethreader import create_app
from ethreader.base.db import db
from ethreader.ops.starting import WAITING, one_start_at_a_time
from tests.browser.server import PATIENCE
from tests.conftest import DATABASES, make_app
from tests.once import make_settings


class Told(io.StringIO):
    """What is said beside a command's output, and whether it said anything or ended."""

    def __init__(self) -> None:
        super().__init__()
        self.came = Event()

    def write(self, said: str) -> int:
        count = super().write(said)
        self.came.set()
        return count


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


@pytest.mark.parametrize("words", ["database upgrade", "moderator list", "serve"])
def test_who_comes_second_waits(site: Flask, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """The site itself is tried up to its listening: on a port that this test has."""
    told, codes = Told(), list[Any]()
    monkeypatch.setattr(sys, "stderr", told)
    other = create_app(site.extensions["settings"])

    def run() -> None:
        try:
            other.cli.main(words.split(), obj=ScriptInfo(create_app=lambda: other))
        except SystemExit as ended:
            codes.append(ended.code)
        finally:
            told.came.set()
            with other.app_context():
                db.engine.dispose()

    thread = Thread(target=run)
    with one_start_at_a_time(lambda _: None):
        thread.start()
        assert told.came.wait(PATIENCE)
        assert (told.getvalue(), codes) == (f"{WAITING}\n", [])
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
