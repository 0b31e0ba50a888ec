"""The moderation log as a chain: whoever tampers with it past the site is found out."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from ethreader.accounts.models import Moderator
from ethreader.accounts.queries import moderator_by_name
from ethreader.accounts.service import add_moderator
from ethreader.base.content_state import ContentKind
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import Conflict
from ethreader.comments.chain_checking import Tampering, Verdict, check_log
from ethreader.comments.chain_models import LinkKind, LogLink
from ethreader.comments.log import Cause, Reason, StateChange
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.removal_service import forget_comments_of
from ethreader.comments.service import erase_comment, publish_all_waiting, withdraw_comment
from ethreader.comments.transition import transition
from ethreader.events.models import Event
from ethreader.moderation.commands import chain_what_is_new
from ethreader.moderation.service import REFUSED_KEPT, Seen, decide, forget_refused_texts
from ethreader.ops.housekeeping import Housekeeping
from ethreader.publishing.registry import Removed
from ethreader.retention.service import forget_after_restore, sweep
from tests.conftest import DATABASES, EVENT_FILE, make_comment, make_event
from tests.guards import drop_guards
from tests.retention.databases import site_on
from tests.times import utcnow

ZONE = ZoneInfo("Europe/Belgrade")
NOTE = "Known to us."


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site on each of the two databases."""
    app = site_on(request.param, tmp_path, request)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def event(app: Flask, tmp_path: Path) -> Event:
    return make_event(tmp_path, "winter-meeting", EVENT_FILE)


@pytest.fixture
def ana(app: Flask) -> Moderator:
    return add("Ana")


def add(name: str) -> Moderator:
    begin_write_transaction()
    add_moderator(name, now=utcnow())
    db.session.commit()
    moderator = moderator_by_name(name)
    assert moderator is not None
    return moderator


def decided(event: Event, by: Moderator, *, count: int = 5, note: str = NOTE) -> list[Comment]:
    """Return comments, each declined with a note, and chained."""
    found = [make_comment(event, state=State.PENDING, body=f"Number {n}.") for n in range(count)]
    for each in found:
        begin_write_transaction()
        seen = Seen(version=each.version, report=0)
        decide(
            each,
            State.REJECTED,
            seen=seen,
            moderator=by,
            reason=Reason.OFF_TOPIC,
            note=note,
            now=utcnow(),
        )
        db.session.commit()
    chain_what_is_new()
    return found


def verdict(noted: str = "") -> Verdict:
    chain_what_is_new()
    found = check_log(zone=ZONE, noted=noted)
    db.session.rollback()
    return found


def found_out() -> tuple[int, Tampering] | None:
    first = verdict().first
    return (first.position, first.what) if first else None


def tamper(*statements: str) -> None:
    """Write past the site, as whoever owns the database can."""
    drop_guards()
    for statement in statements:
        db.session.execute(text(statement))


TAMPERED: list[tuple[list[str], int, Tampering]] = [
    (["UPDATE state_change SET to_state = 'spam' WHERE position = 3"], 3, Tampering.CHANGED),
    (["UPDATE state_change SET reason = NULL WHERE position = 2"], 2, Tampering.CHANGED),
    (["UPDATE state_change SET moderator_id = NULL WHERE position = 2"], 2, Tampering.CHANGED),
    (["UPDATE state_change SET comment_id = 1 WHERE position = 4"], 4, Tampering.CHANGED),
    (
        ["UPDATE state_change SET changed_at = '2020-01-01 12:00:00.000000' WHERE position = 4"],
        4,
        Tampering.CHANGED,
    ),
    (["UPDATE state_change SET note = 'Other.' WHERE position = 4"], 4, Tampering.NOTE_CHANGED),
    (
        ["UPDATE state_change SET note = '', note_salt = '' WHERE position = 4"],
        4,
        Tampering.NOTE_REMOVED,
    ),
    (["DELETE FROM state_change WHERE position = 3"], 3, Tampering.REMOVED),
    (
        [
            "DELETE FROM state_change WHERE position = 3",
            "UPDATE state_change SET to_state = 'spam' WHERE position = 5",
        ],
        3,
        Tampering.REMOVED,
    ),
    (
        [
            "DELETE FROM state_change WHERE position = 3",
            "DELETE FROM log_link WHERE position = 3",
        ],
        3,
        Tampering.REMOVED,
    ),
    (
        [
            "UPDATE state_change SET position = 99 WHERE position = 2",
            "UPDATE state_change SET position = 2 WHERE position = 3",
            "UPDATE state_change SET position = 3 WHERE position = 99",
        ],
        2,
        Tampering.CHANGED,
    ),
    (
        [
            "UPDATE log_link SET position = 99 WHERE position = 2",
            "UPDATE log_link SET position = 2 WHERE position = 3",
            "UPDATE log_link SET position = 3 WHERE position = 99",
        ],
        2,
        Tampering.CHANGED,
    ),
    (["UPDATE log_link SET kind = 'removed' WHERE position = 4"], 4, Tampering.LINK_CHANGED),
    (
        [
            (
                "INSERT INTO state_change (comment_id, from_state, to_state, cause, note, "
                "was_pinned, was_reviewed, changed_at, position) VALUES (1, 'pending', "
                "'published', 'command', '', false, false, '2026-01-01 12:00:00.000000', 77)"
            )
        ],
        77,
        Tampering.INSERTED,
    ),
]


def test_first_entry_that_was_tampered_with_is_named(event: Event, ana: Moderator) -> None:
    decided(event, ana)
    assert found_out() is None

    found = []
    for statements, _, _ in TAMPERED:
        tamper(*statements)
        first = check_log(zone=ZONE).first
        db.session.rollback()
        found.append((statements, first and first.position, first and first.what))

    assert found == TAMPERED
    assert found_out() is None


REFUSED = [
    "UPDATE state_change SET to_state = 'spam'",
    "UPDATE state_change SET note = 'Other.'",
    "UPDATE state_change SET position = position + 10",
    "UPDATE state_change SET changed_at = '2020-01-01 09:00:00.000000'",
    "DELETE FROM state_change",
    "UPDATE log_link SET day = '2020-01-01'",
    "DELETE FROM log_link",
]


def test_database_refuses_what_nothing_has_to_do(event: Event, ana: Moderator) -> None:
    decided(event, ana, count=1)

    for statement in REFUSED:
        with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
            connection.execute(text(statement))

    assert found_out() is None


def test_end_that_was_noted_tells_of_a_log_that_was_cut_off(event: Event, ana: Moderator) -> None:
    decided(event, ana)
    head = verdict().head
    decided(event, ana, count=1)
    assert verdict(noted=head).is_noted_found

    tamper(*(f"DELETE FROM {table} WHERE position >= 5" for table in ("state_change", "log_link")))
    db.session.commit()

    assert verdict().first is None
    assert not verdict(noted=head).is_noted_found


def by_withdrawal(comment: Comment) -> None:
    withdraw_comment(comment, now=utcnow())


def by_erasure(comment: Comment) -> None:
    assert erase_comment(comment.public_id, utcnow())


def by_the_sweep(_comment: Comment) -> None:
    assert forget_refused_texts(utcnow() + 2 * REFUSED_KEPT) == 5


def by_its_event(comment: Comment) -> None:
    removed = Removed(kind=ContentKind.EVENT, item_id=comment.event_id, slugs=("winter-meeting",))
    forget_comments_of(removed)


def by_restore(_comment: Comment) -> None:
    forget_after_restore(utcnow())


def by_the_hour(_comment: Comment) -> None:
    sweep(zone=ZONE, now=utcnow() + timedelta(days=2))
    assert db.session.scalars(select(StateChange.changed_at)).first().hour == 12  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("forget", "gaps"),
    [
        (by_withdrawal, {LinkKind.CLEARED: 1}),
        (by_erasure, {LinkKind.CLEARED: 1}),
        (by_the_sweep, {LinkKind.CLEARED: 5}),
        (by_its_event, {LinkKind.REMOVED: 5}),
        (by_restore, {LinkKind.RESTORED: 1}),
        (by_the_hour, {}),
    ],
)
def test_what_has_to_go_leaves_a_gap_that_says_so(
    event: Event,
    ana: Moderator,
    forget: Callable[[Comment], None],
    gaps: dict[LinkKind, int],
) -> None:
    comment = decided(event, ana)[2]

    begin_write_transaction()
    forget(comment)
    db.session.commit()

    found = verdict()
    kinds = [gap.kind for gap in found.gaps]
    assert found.first is None
    assert {kind: kinds.count(kind) for kind in set(kinds)} == gaps
    # Nobody can try words against what is left of a note.
    salts = db.session.execute(select(StateChange.note, StateChange.note_salt)).all()
    assert {(bool(note), bool(salt)) for note, salt in salts} <= {(True, True), (False, False)}


def test_gap_explains_nothing_that_goes_after_it(event: Event, ana: Moderator) -> None:
    comment = decided(event, ana)[2]
    begin_write_transaction()
    forget_refused_texts(utcnow() + 2 * REFUSED_KEPT)
    db.session.commit()
    chain_what_is_new()
    again = db.session.get_one(Comment, comment.id)
    begin_write_transaction()
    transition(again, State.PUBLISHED, cause=Cause.DECISION, now=utcnow(), note="Sorry.", actor=ana)
    db.session.commit()
    position = verdict().length

    tamper(f"UPDATE state_change SET note = '', note_salt = '' WHERE position = {position}")
    db.session.commit()

    assert found_out() == (position, Tampering.NOTE_REMOVED)


def test_what_was_there_before_the_chain_is_chained(event: Event, ana: Moderator) -> None:
    decided(event, ana)
    tamper("UPDATE state_change SET position = NULL, note_salt = ''", "DELETE FROM log_link")
    db.session.commit()

    assert (verdict().length, found_out()) == (5, None)


def test_housekeeping_chains_what_is_new(app: Flask, event: Event, ana: Moderator) -> None:
    make_comment(event, state=State.PENDING)
    begin_write_transaction()
    publish_all_waiting(now=utcnow())
    db.session.commit()

    Housekeeping(app.extensions["settings"], of="site").chain_log(utcnow())

    assert db.session.scalars(select(LogLink.position)).all() == [1]


def test_command_says_what_it_found(app: Flask, event: Event, ana: Moderator) -> None:
    comments = decided(event, ana, count=3)
    named = comments[1].public_id
    runner = app.test_cli_runner()
    head = verdict().head

    well = runner.invoke(args=["moderation", "verify"])
    unknown = runner.invoke(args=["moderation", "verify", "--noted", "0" * 63 + "1"])
    tamper("UPDATE state_change SET reason = 'danger' WHERE position >= 2")
    db.session.commit()
    badly = runner.invoke(args=["moderation", "verify"])

    assert well.stdout == (
        "The moderation log is as it was written: 3 entries.\n"
        f"Its end, to be noted somewhere else: {head}\n"
    )
    assert (well.exit_code, unknown.exit_code, badly.exit_code) == (0, 1, 1)
    assert unknown.stdout.startswith("The end that was noted is not in the log")
    assert badly.stdout == (
        f"Entry 2 of the log (comment {named}): it was changed. "
        "After it, 1 more are not as they were written.\n"
    )


@pytest.mark.long
def test_two_moderators_and_a_command_at_once_leave_a_log_in_order(
    app: Flask, event: Event, ana: Moderator
) -> None:
    """Each of 200 comments is decided once, whoever comes first, while the log is chained."""
    boris = add("Boris")
    comments = [make_comment(event, state=State.PENDING, body=f"{n}.") for n in range(200)]
    ids = [each.public_id for each in comments]
    names = [(ana.name, ids), (boris.name, ids[::-1]), ("", ids[100:] + ids[:100])]
    db.session.remove()
    start, lost = Barrier(len(names)), list[str]()

    def work(by: str, them: list[str]) -> None:
        with app.app_context():
            start.wait()
            for number, public_id in enumerate(them):
                begin_write_transaction()
                try:
                    publish_once(public_id, by=by)
                    db.session.commit()
                except (Conflict, StaleDataError):
                    db.session.rollback()
                    lost.append(public_id)
                if number % 20 == 0:
                    chain_what_is_new()
                    db.session.rollback()

    threads = [Thread(target=work, args=each) for each in names]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    by_comment = select(StateChange.comment_id, func.count()).group_by(StateChange.comment_id)
    assert [count for _, count in db.session.execute(by_comment)] == [1] * 200
    assert sorted(lost) == sorted(ids * 2)
    assert (verdict().length, found_out()) == (200, None)


def publish_once(public_id: str, *, by: str) -> None:
    """Publish what still waits, as a moderator, or (without a name) as a command does."""
    comment = comment_by_public_id(public_id)
    assert comment is not None
    if not by:
        transition(comment, State.PUBLISHED, cause=Cause.COMMAND, now=utcnow())
        return
    moderator = moderator_by_name(by)
    assert moderator is not None
    seen = Seen(version=1, report=0)
    said: dict[str, Any] = {"moderator": moderator, "reason": Reason.FITS, "note": ""}
    decide(comment, State.PUBLISHED, seen=seen, now=utcnow(), **said)
