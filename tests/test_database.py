"""The schema and the promises of its storage, on SQLite and on a real PostgreSQL."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import MetaData, Table, inspect, text
from sqlalchemy.exc import IntegrityError, StatementError

from ethreader.accounts.models import Moderator
from ethreader.accounts.service import add_moderator
from ethreader.application import create_app
from ethreader.audience.models import AudienceDay
from ethreader.audience.service import add_up
from ethreader.audience.sums import PageDay, Sums
from ethreader.base.db import Base, begin_write_transaction, db
from ethreader.base.tokens import digest
from ethreader.comments.log import Reason
from ethreader.comments.log_queries import last_change
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.thread_queries import published_thread
from ethreader.comments.threads import walk
from ethreader.contacts.models import ContactToken, TokenPurpose
from ethreader.contacts.queries import contact_by_token
from ethreader.contacts.service import forget_contact
from ethreader.events.models import Event
from ethreader.mail.models import OutboxMail
from ethreader.moderation.service import Seen, decide, undo
from ethreader.ops import migrations
from tests.conftest import DATABASES, EVENT_FILE, make_app, make_comment, make_event
from tests.once import make_settings
from tests.postgres import PostgresUrl
from tests.schemas import INDEX, differences, make_schema, step
from tests.times import utcnow

NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
# All steps up and down: seconds on SQLite, which copies each table that is changed.
BOTH = [pytest.param("sqlite", marks=pytest.mark.long), "postgres"]


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site whose database has all its tables and nothing in them, on each of the two."""
    given = {}
    if request.param == "postgres":
        url = request.getfixturevalue("postgres")(is_migrated=True)
        given["ETHREADER_DATABASE_URL"] = url
    app = make_app(tmp_path / "instance", **given)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    return {each for each in inspect(db.engine).get_table_names() if not each.startswith(INDEX)}


def write_contact_as_before(*, stop: bytes, confirm: bytes) -> None:
    """Write a contact as revision 0007 has it, with a mail to it that waits."""
    schema = MetaData()
    schema.reflect(db.engine)
    rows: dict[str, dict[str, Any]] = {
        "event": {"status": "planned", "attendance": "in-person", "comments": "held"},
        "comment": {"event_id": 1, "public_id": "0" * 16, "state": "pending", "held_for": []},
        "vault_key": {"month": "2026-02", "public_key": b"k" * 32, "destroy_at": NOON},
        "contact": {
            "comment_id": 1,
            "key_id": 1,
            "box": b"box",
            "expires_at": NOON,
            "confirm_digest": confirm,
            "stop_digest": stop,
        },
        "outgoing": {"contact_id": 1, "kind": "confirm", "message_id": "m", "state": "waiting"},
    }
    with db.engine.begin() as connection:
        for name, given in rows.items():
            connection.execute(schema.tables[name].insert(), filled_up(schema.tables[name], given))


def filled_up(table: Table, given: dict[str, Any]) -> dict[str, Any]:
    """Return a row with something in every column that must have it."""
    blank = {str: "", int: 0, bool: False, date: NOON.date(), datetime: NOON, object: []}
    needed = [each for each in table.columns if not each.nullable and not each.primary_key]
    return {
        each.name: given[each.name] if each.name in given else blank[each.type.python_type]
        for each in needed
    }


# --- the schema --------------------------------------------------------------------------


def test_empty_database_differs_from_the_models(empty: Flask) -> None:
    assert {kind for kind, *_ in differences()} == {"add_table", "add_index"}
    assert not migrations.is_current()


def test_migrated_schema_is_that_of_the_models(site: Flask) -> None:
    assert differences() == []
    assert tables() == {*Base.metadata.tables, "alembic_version"}
    assert migrations.is_current()


def test_migrated_columns_refuse_the_same_words_as_the_models(site: Flask, tmp_path: Path) -> None:
    """Alembic does not compare checks, so one of each column speaks for itself."""
    comment = make_comment(make_event(tmp_path, "winter-meeting", EVENT_FILE))
    spoilt = [
        ("comment", "state"),
        ("event", "status"),
        ("event", "attendance"),
        ("event", "comments"),
    ]

    for table, column in spoilt:
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(text(f"UPDATE {table} SET {column} = 'nonsense'"))

    assert comment.state is State.PUBLISHED


def test_sums_of_readers_are_added_up(site: Flask) -> None:
    place = PageDay(NOON.date(), "/")
    for _ in range(2):
        begin_write_transaction()
        add_up(Sums(views=Counter({place: 3}), visitors=Counter({place: 2})))
        db.session.commit()

    assert [(each.views, each.visitors) for each in db.session.query(AudienceDay)] == [(6, 4)]


def test_upgrading_twice_changes_nothing(site: Flask) -> None:
    make_moderator()

    migrations.upgrade()

    assert [each.name for each in db.session.query(Moderator)] == ["Ana"]
    assert differences() == []


@pytest.mark.parametrize("site", BOTH, indirect=True)
def test_downgrade_takes_everything_away_and_upgrade_brings_it_back(site: Flask) -> None:
    step(command.downgrade, "base")
    after_downgrade = tables()
    migrations.upgrade()

    assert after_downgrade == {"alembic_version"}
    assert differences() == []


def test_command_refuses_to_write_to_another_database_that_is_not_migrated(
    postgres: PostgresUrl, tmp_path: Path
) -> None:
    app = create_app(make_settings(tmp_path / "instance", ETHREADER_DATABASE_URL=postgres()))
    runner = app.test_cli_runner()

    before = runner.invoke(args=["moderator", "add", "Ana"])
    upgraded = runner.invoke(args=["database", "upgrade"])
    after = runner.invoke(args=["moderator", "add", "Ana"])

    assert (before.exit_code, before.stderr) == (
        1,
        "Error: The database is not up to date. Run: flask database upgrade\n",
    )
    assert (upgraded.exit_code, upgraded.stdout) == (0, "The database is up to date.\n")
    assert after.exit_code == 0
    with app.app_context():
        assert [each.name for each in db.session.query(Moderator)] == ["Ana"]
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("empty", BOTH, indirect=True)
def test_contacts_and_mails_survive_the_step_to_random_tokens(empty: Flask, tmp_path: Path) -> None:
    make_schema("0007")
    stop, confirm = "stop" + "x" * 39, "confirm" + "x" * 36
    write_contact_as_before(stop=digest(stop), confirm=digest(confirm))

    migrations.upgrade()

    contact = contact_by_token(stop, TokenPurpose.STOP)
    assert contact is not None
    assert (contact.sealed_box, contact.comment_id, contact.confirmed_at) == (b"box", 1, None)
    assert contact_by_token(confirm, TokenPurpose.CONFIRM) is None
    assert [mail.contact.id for mail in db.session.query(OutboxMail)] == [contact.id]
    assert differences() == []
    begin_write_transaction()
    assert forget_contact(digest(stop).hex(), NOON)  # As older ledgers call it.
    db.session.commit()
    assert db.session.query(ContactToken).all() == []


# --- a small round ------------------------------------------------------------------------


def test_event_and_comment_go_the_whole_way(site: Flask, tmp_path: Path) -> None:
    event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
    first = make_comment(event, body="Ко долази?", name="Ана")
    make_comment(event, body="Ich.", name="Jörg", answering=first)
    make_comment(event, body="Not yet read.", state=State.PENDING)

    thread = published_thread(event)

    assert [(each.name, each.html) for each in walk(thread.roots)] == [
        ("Ана", "<p>Ко долази?</p>\n"),
        ("Jörg", "<p>Ich.</p>\n"),
    ]
    assert thread.count == 2


def test_decision_is_made_recorded_and_taken_back(site: Flask, tmp_path: Path) -> None:
    event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
    waiting = make_comment(event, state=State.PENDING)
    moderator = make_moderator()
    public_id = waiting.public_id

    begin_write_transaction()
    decide(
        waiting,
        State.REJECTED,
        seen=Seen(version=waiting.version, report=0),
        moderator=moderator,
        reason=Reason.OFF_TOPIC,
        note="",
        now=NOON,
    )
    db.session.commit()
    rejected = row(public_id)
    change = last_change(rejected)
    assert change is not None
    assert (rejected.state, change.reason, change.changed_at) == (
        State.REJECTED,
        Reason.OFF_TOPIC,
        NOON,
    )

    begin_write_transaction()
    seen = Seen(version=rejected.version, report=0)
    undo(rejected, seen=seen, moderator=moderator, now=NOON)
    db.session.commit()
    assert row(public_id).state is State.PENDING


def test_import_of_the_same_event_updates_it_in_place(site: Flask, tmp_path: Path) -> None:
    make_comment(make_event(tmp_path, "winter-meeting", EVENT_FILE))

    event = make_event(tmp_path, "winter-meeting", EVENT_FILE.replace("Winter", "Spring"))

    assert [each.name for each in db.session.query(Event)] == ["Spring meeting"]
    assert published_thread(event).count == 1


# --- moments ------------------------------------------------------------------------------


def test_moment_without_a_zone_is_refused(site: Flask) -> None:
    db.session.add(Moderator(name="Ana", password_hash=None, added_at=NOON.replace(tzinfo=None)))

    with pytest.raises(StatementError, match="A moment needs a time zone"):
        db.session.flush()


def test_moment_comes_back_aware_whatever_zone_it_was_written_in(site: Flask) -> None:
    in_india = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    db.session.add(Moderator(name="Ana", password_hash=None, added_at=in_india))
    db.session.commit()
    db.session.expire_all()

    [moderator] = db.session.query(Moderator)

    assert moderator.added_at == NOON
    assert moderator.added_at.tzinfo is not None


# --- SQLite -------------------------------------------------------------------------------

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "secure_delete": 1,
    "temp_store": 2,  # MEMORY
    "foreign_keys": 1,
    "busy_timeout": 5_000,
}


def test_pragmas_are_in_force_on_every_pooled_connection(app: Flask) -> None:
    with ExitStack() as stack:
        # Three at once, so that they are three; then again, from the pool.
        found = [
            pragmas_of(stack.enter_context(db.engine.connect()).connection.dbapi_connection)
            for _ in range(3)
        ]
    with db.engine.connect() as connection:
        found.append(pragmas_of(connection.connection.dbapi_connection))

    assert found == [PRAGMAS] * 4


def pragmas_of(connection: Any) -> dict[str, object]:
    return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}


def test_plain_connection_does_not_have_the_pragmas(app: Flask) -> None:
    """Or the test above would prove nothing."""
    connection = sqlite3.connect(str(db.engine.url.database))
    found = pragmas_of(connection)
    connection.close()

    assert (found["foreign_keys"], found["busy_timeout"]) == (0, 5000)


def test_comment_on_no_event_is_refused_by_the_database(site: Flask) -> None:
    stray = Comment(
        event_id=4711,
        name="",
        body="x",
        body_html="",
        state=State.PENDING,
        flags=[],
        received_on=NOON.date(),
        received_at=NOON,
    )
    db.session.add(stray)

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_erased_text_is_gone_from_the_files(app: Flask, event: Event) -> None:
    words = "a sentence that nobody else writes"
    make_comment(event, body=words)
    folder = Path(str(db.engine.url.database)).parent
    assert holders_of(words, folder) != []

    db.session.query(Comment).delete()
    db.session.commit()
    db.session.remove()
    db.engine.dispose()  # The last connection folds the journal into the file.

    assert holders_of(words, folder) == []


def holders_of(words: str, folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if words.encode() in path.read_bytes()]


def test_errors_of_the_database_do_not_repeat_what_was_typed(app: Flask, event: Event) -> None:
    twice = {"slug": event.slug, "name": "typed by a person", "description": "", "url": ""}
    insert = text("INSERT INTO organisation VALUES (1, :slug, :name, :description, :url)")
    db.session.execute(insert, twice)

    with pytest.raises(IntegrityError) as problem:
        db.session.execute(insert, twice)

    assert "INSERT INTO organisation" in str(problem.value)
    assert "typed by a person" not in str(problem.value)


def make_moderator() -> Moderator:
    begin_write_transaction()
    add_moderator("Ana", now=utcnow())
    db.session.commit()
    return db.session.query(Moderator).one()


def row(public_id: str) -> Comment:
    found = comment_by_public_id(public_id)
    assert found is not None
    return found
