"""What all tests share: a site of its own for each test, in a folder of its own."""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from ethreader.accounts.passwords import hash_password
from ethreader.accounts.service import add_moderator, set_password_hash
from ethreader.application import create_app
from ethreader.base.connecting import make_file
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.drafts import Draft
from ethreader.comments.incoming import submit_comment
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_public_id
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.transfer.importing import import_files
from ethreader.web.routes import route_of
from tests.comments.states import put_in_state
from tests.corpora import what_is_at_hand
from tests.lending import for_many, lend, take_back
from tests.once import DATABASE, make_settings, migrated_database, share_compiled
from tests.stored_event import stored_once
from tests.times import utcnow
from tests.visitors import signed_in_as

pytest_plugins = ["tests.cheap_hashes", "tests.left_out", "tests.postgres"]

# The same examples in each run, however slow the machine: a failure is seen again.
hypothesis.settings.register_profile("same", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("same")

ROOT = Path(__file__).resolve().parent.parent
ZONE = ZoneInfo("Europe/Belgrade")
MEMORY = Path("/dev/shm")
# So that no core is idle at the end of a run; measured by `pytest --durations=0`.
LONG = (
    "test_every_state",
    "test_hostile_texts",
    "test_form",
    "test_any_order",
    "test_upgrades",
    "test_marked_load",
    "test_writing_with_ease",
    "test_bad_requests",
    "test_serving",
    "test_leaving",
    "test_conversation",
    "test_every_text",
    "test_database",
    "test_commands",
    "test_decide",
    "test_prefix",
    "test_busy_database",
    "test_budget",
    "test_import",
    "test_long_lists",
    "test_holding",
)
DATABASES = ("sqlite", "postgres")
FORENOON = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
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


def pytest_configure() -> None:
    """Keep the tests' own folders in memory where that is possible: no test needs a disk."""
    if os.access(MEMORY, os.W_OK):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    # Thousands of tests and modules stay to the end: to look through them again and again for
    # what is unused took a tenth of the run. While they are made, hardly anything is.
    gc.disable()
    gc.set_threshold(20_000, 10, 20)


def pytest_collection_finish() -> None:
    """Leave what was made so far out of all later collections of unused objects."""
    gc.freeze()
    gc.enable()


def pytest_report_header() -> str:
    """Say which of the texts that are not committed are at hand."""
    return what_is_at_hand()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest; leave endurance out where it is not asked for by its mark."""
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))
    if "endurance" in config.getoption("-m"):
        return
    long = [item for item in items if item.get_closest_marker("endurance")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
    """Let what many tests share be lent to none of them alone."""
    with for_many(is_so=fixturedef.scope != "function"):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Take back the sites that a test has borrowed, when all its fixtures are gone."""
    try:
        return (yield)
    finally:
        take_back()


def make_app(instance: Path, **given: str) -> Flask:
    """Return a site with an empty database, as migrations leave it."""
    app = lend(make_settings(instance, **given), **given)
    if "ETHREADER_DATABASE_URL" not in given and not (instance / DATABASE).exists():
        (instance / DATABASE).write_bytes(migrated_database())
    share_compiled(app)
    return app


@pytest.fixture(params=DATABASES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site whose database has no tables, on each of the two."""
    given = {}
    if request.param == "postgres":
        given["ETHREADER_DATABASE_URL"] = request.getfixturevalue("postgres")()
    app = create_app(make_settings(tmp_path / "instance", **given))
    if request.param == "sqlite":
        make_file(tmp_path / "instance" / DATABASE)
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
def clock() -> Iterator[Traveller]:
    """A clock that stands still until a test moves it on, for everything in this process."""
    with time_machine.travel(FORENOON, tick=False) as clock:
        yield clock


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader: keeps no cookie between requests unless the site sets one."""
    return app.test_client()


@pytest.fixture
def event(app: Flask, tmp_path: Path) -> Event:
    """An event with a page that takes comments: `/events/winter-meeting/`."""
    return stored_once(EVENT_FILE, lambda: make_event(tmp_path, "winter-meeting", EVENT_FILE))


def make_event(folder: Path, slug: str, text: str) -> Event:
    """Import one event from its file's text and return it."""
    path = folder / f"{slug}.md"
    path.write_text(text, encoding="utf-8")
    begin_write_transaction()
    outcomes = list(import_files([path], default_zone=ZONE, route_of=route_of))
    assert [outcome.findings for outcome in outcomes] == [[]]
    db.session.commit()
    event = event_by_slug(slug)
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
    terms = event.comment_terms
    receipt = submit_comment(terms, draft, flags=(), zone=ZONE, now=now or utcnow())
    public_id = receipt.public_id
    if state is not State.PENDING:
        put_in_state(db.session.get_one(Comment, receipt.comment_id), state)
    db.session.commit()
    comment = comment_by_public_id(public_id)
    assert comment is not None
    return comment


@cache
def hash_of_password() -> str:
    """Hash the moderator's password, once."""
    return hash_password(PASSWORD)


@pytest.fixture
def moderator(app: Flask) -> str:
    """A moderator with a password; returns the name."""
    begin_write_transaction()
    token = add_moderator("Ana", now=utcnow())
    set_password_hash(token, hash_of_password(), now=utcnow())
    db.session.commit()
    return "Ana"


@pytest.fixture
def moderator_client(app: Flask, moderator: str) -> FlaskClient:
    """A browser in which the moderator is signed in."""
    return signed_in_as(app, moderator)
