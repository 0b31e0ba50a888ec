"""What a write says it has changed, on both databases, and who learns of it."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, select, update
from sqlalchemy.exc import InvalidRequestError

from ethreader.accounts.service import add_moderator
from ethreader.base.db import begin_write_transaction, connection, db
from ethreader.base.revisions import Revision, changed, note_change
from ethreader.base.together import write_together
from ethreader.base.topics import CONTENT, EVERYTHING, added_to, thread_of
from ethreader.comments.counts import recount
from ethreader.comments.drafts import EditedText
from ethreader.comments.models import Comment, State
from ethreader.comments.service import edit_comment, pin, withdraw_comment
from ethreader.contacts.service import publish_key
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.ops.border.changes import Changes, ChangesOfFile, ChangesOfServer, changes_of
from ethreader.publishing.service import schedule, withdraw
from ethreader.reports.models import ReportReason
from ethreader.reports.service import ReportDraft, report_comment
from tests.comments.states import put_in_state
from tests.conftest import DATABASES, EVENT_FILE, ZONE, make_app, make_comment, make_event
from tests.times import utcnow


@dataclass
class Thread:
    """An event with one published comment that has a published reply, and one that waits."""

    event: Event
    shown: Comment
    reply: Comment
    waiting: Comment


Write = Callable[[Thread], object]


@pytest.fixture(params=DATABASES)
def thread(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Thread]:
    given = {}
    if request.param == "postgres":
        url = request.getfixturevalue("postgres")(is_migrated=True)
        given["ETHREADER_DATABASE_URL"] = url
    app = make_app(tmp_path / "instance", **given)
    with app.app_context():
        event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
        shown = make_comment(event)
        reply = make_comment(event, answering=shown)
        yield Thread(event, shown, reply, make_comment(event, state=State.PENDING))
        db.session.remove()
        db.engine.dispose()


def told(write: Callable[[], object]) -> list[set[str]]:
    """Return which topics each commit of a write tells of."""

    def commit() -> None:
        begin_write_transaction()
        write()
        db.session.commit()

    return heard_of(commit)


def heard_of(work: Callable[[], object]) -> list[set[str]]:
    """Return which topics each commit tells of."""
    heard: list[set[str]] = []

    def hear(_engine: object, *, numbers: dict[str, int]) -> None:
        heard.append(set(numbers))

    with changed.connected_to(hear):
        work()
    return heard


def _edit(thread: Thread) -> None:
    text = EditedText(name="Mira", body="Other words.")
    edit_comment(thread.shown, text, flags=(), now=utcnow())


def _report(thread: Thread) -> None:
    draft = ReportDraft(reason=ReportReason.OTHER, note="")
    report_comment(thread.shown, draft, enough=5, zone=ZONE, now=utcnow())


def _schedule(thread: Thread) -> None:
    schedule(thread.event, publish_at=utcnow() + timedelta(days=1), now=utcnow())


def _publish_again(thread: Thread) -> None:
    put_in_state(thread.shown, State.REJECTED)
    db.session.commit()
    begin_write_transaction()
    put_in_state(thread.shown, State.PUBLISHED)


def _publish_and_take_down(thread: Thread) -> None:
    put_in_state(thread.waiting, State.PUBLISHED)
    put_in_state(thread.shown, State.REJECTED)


def _publish_key(_thread: Thread) -> None:
    publish_key("2026-02", b"k" * 32, days=30)


@pytest.mark.parametrize(
    ("write", "topics"),
    [
        pytest.param(lambda it: put_in_state(it.waiting, State.PUBLISHED), "added", id="publish"),
        pytest.param(_publish_again, "added", id="publish again"),
        pytest.param(_publish_and_take_down, "thread added", id="publish one, take down another"),
        pytest.param(lambda it: make_comment(it.event), "added", id="comment and publish"),
        pytest.param(lambda it: put_in_state(it.waiting, State.REJECTED), "", id="reject"),
        pytest.param(lambda it: put_in_state(it.shown, State.REJECTED), "thread", id="take down"),
        pytest.param(lambda it: withdraw_comment(it.reply, now=utcnow()), "thread", id="withdraw"),
        pytest.param(lambda it: pin(it.shown), "thread", id="pin"),
        pytest.param(_edit, "thread", id="edit"),
        pytest.param(_report, "", id="report"),
        pytest.param(lambda it: recount(it.event), "thread", id="count anew"),
        pytest.param(lambda it: setattr(it.event, "summary", "New."), "content", id="event"),
        pytest.param(
            lambda it: setattr(it.event, "comments", CommentPolicy.CLOSED), "content", id="close"
        ),
        pytest.param(lambda it: withdraw(it.event), "content", id="withdraw event"),
        pytest.param(_schedule, "content", id="schedule event"),
        pytest.param(_publish_key, "content", id="key"),
        pytest.param(lambda _: add_moderator("Ana", now=utcnow()), "", id="moderator"),
        pytest.param(
            lambda _: db.session.execute(update(Comment).values(name="X")), "all", id="statement"
        ),
        pytest.param(
            lambda it: db.session.execute(delete(Comment).where(Comment.id == it.reply.id)),
            "all",
            id="delete",
        ),
        pytest.param(lambda _: None, "", id="nothing"),
    ],
)
def test_write_tells_what_of_the_pages_it_changes(
    thread: Thread, write: Write, topics: str
) -> None:
    shown = thread_of(thread.event.id)
    meant = {"thread": shown, "added": added_to(shown), "content": CONTENT, "all": EVERYTHING}

    heard = told(lambda: write(thread))

    assert heard[-1:] == ([{meant[topic] for topic in topics.split()}] if topics else [])


def test_what_is_rolled_back_has_changed_nothing(thread: Thread) -> None:
    begin_write_transaction()
    thread.event.summary = "Not kept."
    db.session.flush()
    db.session.rollback()

    assert told(lambda: None) == []


def test_what_a_savepoint_gives_up_may_be_told(thread: Thread) -> None:
    def write() -> None:
        with db.session.begin_nested():
            thread.event.summary = "New."

    assert told(write) == [{CONTENT}]


def test_what_a_savepoint_takes_back_is_not_what_came_before_it(thread: Thread) -> None:
    def write() -> None:
        thread.event.summary = "New."
        db.session.flush()
        with suppress(LookupError), db.session.begin_nested():
            raise LookupError

    assert told(write) == [{CONTENT}]


@pytest.mark.parametrize("end", [db.session.flush, lambda: None])
def test_records_may_join_a_plain_transaction(thread: Thread, end: Callable[[], object]) -> None:
    id_ = thread.event.id

    def write() -> None:
        db.session.get_one(Event, id_).summary = "New."
        note_change(["more"])
        end()

    heard = heard_of(lambda: write_together(write))

    assert heard == [{CONTENT, "more"}]
    assert db.session.scalars(select(Event.summary)).all() == ["New."]


def test_plain_transaction_that_is_given_up_tells_nothing_and_leaves_nothing(
    thread: Thread,
) -> None:
    id_, before = thread.event.id, thread.event.summary

    def write() -> None:
        db.session.get_one(Event, id_).summary = "New."
        db.session.flush()
        note_change(["more"])
        raise LookupError

    def attempt() -> None:
        with pytest.raises(LookupError):
            write_together(write)

    assert heard_of(attempt) == []
    assert db.session.scalars(select(Event.summary)).all() == [before]
    assert told(lambda: None) == []


@pytest.mark.parametrize("ends", ["last", "half-way"])
@pytest.mark.parametrize("has_session", [True, False])
def test_plain_transaction_that_somebody_ended_acknowledges_nothing(
    thread: Thread, ends: str, *, has_session: bool
) -> None:
    id_, before = thread.event.id, thread.event.summary

    def rename(name: str) -> None:
        values = {"summary": name}
        (db.session if has_session else connection()).execute(update(Event).values(values))

    def write() -> None:
        rename("New.")
        (db.session if has_session else connection()).rollback()
        if ends == "half-way":
            rename("Newer.")

    with pytest.raises(InvalidRequestError):
        write_together(write)

    assert db.session.get_one(Event, id_).summary == before
    assert told(lambda: None) == []


def test_numbers_grow(thread: Thread) -> None:
    numbers: list[int] = []
    for words in ("one", "two", "three"):
        told(lambda words=words: setattr(thread.event, "summary", words))  # type: ignore[misc]
        query = select(Revision.number).where(Revision.topic == CONTENT)
        numbers += db.session.scalars(query)
        db.session.rollback()

    assert len(set(numbers)) == 3
    assert numbers == sorted(numbers)


def nobody(_topics: Iterable[str]) -> None:
    """Drop nothing."""


def known_soon(changes: Changes, dropped: list[str], *, most: float = 10.0) -> list[str]:
    """Wait until something is known to be changed."""
    end = time.monotonic() + most
    while not dropped and time.monotonic() < end:
        changes.are_known()
        time.sleep(0.01)
    return dropped


def test_changes_of_other_processes_become_known(thread: Thread, tmp_path: Path) -> None:
    url = db.engine.url.render_as_string(hide_password=False)
    other = create_engine(url)
    dropped: list[str] = []
    changes = changes_of(other, dropped.extend)
    end = time.monotonic() + 10
    while not changes.are_known() and time.monotonic() < end:
        time.sleep(0.01)
    dropped.clear()

    told(lambda: setattr(thread.event, "summary", "New."))

    assert set(known_soon(changes, dropped)) == {CONTENT}
    assert changes.are_known()
    changes.finish()
    other.dispose()


def test_own_changes_are_known_at_the_commit_and_not_once_more(thread: Thread) -> None:
    dropped: list[str] = []
    changes = changes_of(db.engine, dropped.extend)
    end = time.monotonic() + 10
    while not changes.are_known() and time.monotonic() < end:
        time.sleep(0.01)
    dropped.clear()

    told(lambda: setattr(thread.event, "summary", "New."))
    at_the_commit = list(dropped)
    time.sleep(0.6)
    changes.are_known()

    assert (at_the_commit, dropped) == ([CONTENT], [CONTENT])
    changes.finish()


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        (ChangesOfFile, "sqlite:////nowhere/at/all.sqlite3"),
        (ChangesOfServer, "postgresql+psycopg://127.0.0.1:1/nowhere"),
    ],
)
def test_without_a_database_nothing_is_known(
    kind: type[ChangesOfFile | ChangesOfServer], url: str
) -> None:
    changes = kind(create_engine(url), nobody)

    assert [changes.are_known() for _ in range(3)] == [False] * 3
    changes.finish()


def test_schema_without_revisions_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "old.sqlite3").touch()
    changes = ChangesOfFile(create_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}"), nobody)

    assert not changes.are_known()
    changes.finish()
