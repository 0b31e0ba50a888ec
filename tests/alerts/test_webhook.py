"""The webhook tells another program that something begins to wait: signed, and counts alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ethreader.alerts.worker import AlertWorker
from ethreader.base.clock import Clock
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from ethreader.messages.models import MessageSender
from ethreader.messages.service import send_message
from ethreader.reports.models import Report, ReportReason
from ethreader.web.current import settings
from tests.alerts.receiver import SECRET, Receiver, receiving
from tests.conftest import make_app, make_comment
from tests.words import new_word

NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
PAUSE = timedelta(seconds=300)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def app(tmp_path: Path, receiver: Receiver) -> Iterator[Flask]:
    given = {"ETHREADER_WEBHOOK_URL": receiver.url, "ETHREADER_WEBHOOK_SECRET": SECRET}
    app = make_app(tmp_path / "instance", **given)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def worker(app: Flask) -> AlertWorker:
    return AlertWorker(settings(), clock=Clock())


def look(worker: AlertWorker, *, after: timedelta = timedelta()) -> None:
    """Do what the mail process does each few seconds."""
    db.session.rollback()
    worker.watch(NOW + after)
    worker.call(NOW + after)


def wait(event: Event, *, urgency: int = 0) -> Comment:
    comment = make_comment(event, state=State.PENDING, name="Mira", body=f"Private {new_word()}.")
    begin_write_transaction()
    db.session.get_one(Comment, comment.id).urgency = urgency
    db.session.commit()
    return comment


def report(comment: Comment) -> None:
    begin_write_transaction()
    db.session.add(
        Report(
            comment_id=comment.id, reason=ReportReason.OTHER, note="", received_on=date(2026, 11, 3)
        )
    )
    db.session.commit()


def test_what_begins_to_wait_is_told_once_signed_and_without_anything_of_it(
    worker: AlertWorker, receiver: Receiver, event: Event
) -> None:
    look(worker)
    danger = wait(event, urgency=2)
    wait(event, urgency=1)
    for seconds in (5, 10, 400, 800):
        look(worker, after=timedelta(seconds=seconds))

    [(where, headers, body)] = receiver.calls
    assert where == "POST /hook?for=us"
    assert headers["content-type"] == "application/json"
    counts = {"waiting": 1, "urgent": 1, "apart": 1, "reported": 0, "messages": 0}
    assert receiver.told == [{"news": ["apart", "waiting"], "counts": counts}]
    for secret in ("Mira", "Private", "Winter", danger.public_id):
        assert secret.encode() not in body


def test_what_comes_soon_after_is_told_together(
    worker: AlertWorker, receiver: Receiver, event: Event
) -> None:
    shown = make_comment(event)
    wait(event)
    look(worker)
    for seconds in (10, 20, 30):
        wait(event)
        look(worker, after=timedelta(seconds=seconds))
    report(shown)
    begin_write_transaction()
    send_message(shown.id, MessageSender.AUTHOR, "Please call.", now=NOW)
    db.session.commit()
    look(worker, after=PAUSE - timedelta(seconds=1))
    early = len(receiver.calls)
    look(worker, after=PAUSE)
    look(worker, after=PAUSE + timedelta(seconds=1))

    assert early == 1
    assert [each["news"] for each in receiver.told] == [["waiting"], ["reported", "waiting"]]
    assert receiver.told[1]["counts"]["waiting"] == 4
    assert receiver.told[1]["counts"]["messages"] == 1


def test_message_of_an_author_is_no_call(
    worker: AlertWorker, receiver: Receiver, event: Event
) -> None:
    begin_write_transaction()
    send_message(make_comment(event).id, MessageSender.AUTHOR, "Please call.", now=NOW)
    db.session.commit()

    look(worker)

    assert receiver.calls == []


def test_call_that_fails_is_tried_again_as_it_was_and_waits_longer_each_time(
    worker: AlertWorker,
    receiver: Receiver,
    event: Event,
    caplog: pytest.LogCaptureFixture,
) -> None:
    receiver.statuses = [500, 302, 404]
    wait(event)
    tries: list[int] = []
    for seconds in range(0, 120, 5):
        look(worker, after=timedelta(seconds=seconds))
        if len(receiver.calls) > len(tries):
            tries.append(seconds)
            wait(event)  # It is told by the next call.

    assert tries == [0, 10, 30, 70]
    assert {where for where, _, _ in receiver.calls} == {"POST /hook?for=us"}
    assert len({*receiver.ids()}) == 1
    assert len({body for _, _, body in receiver.calls}) == 1
    assert len(receiver.told) == 4
    assert [record.getMessage() for record in caplog.records] == [
        "The webhook was not taken: status 500. It is tried again for a day."
    ]


def test_receiver_that_is_away_for_a_day_is_given_up_and_said_so(
    worker: AlertWorker,
    receiver: Receiver,
    event: Event,
    caplog: pytest.LogCaptureFixture,
) -> None:
    receiver.statuses = [503] * 99
    wait(event)
    for minutes in range(0, 27 * 60, 30):
        look(worker, after=timedelta(minutes=minutes))
    given_up = len(receiver.calls)
    receiver.statuses = []
    wait(event)
    look(worker, after=timedelta(hours=28))

    assert 9 < given_up < 25
    assert len({*receiver.ids()}) == 2
    assert receiver.told[-1]["counts"]["waiting"] == 2
    assert [record.getMessage() for record in caplog.records][1:] == [
        "The webhook was given up after a day of tries: status 503."
    ]
    assert receiver.url not in caplog.text


def test_what_is_decided_and_comes_back_is_told_anew(
    worker: AlertWorker, receiver: Receiver, event: Event
) -> None:
    comment = wait(event)
    wait(event)
    states = (State.PENDING, State.SPAM, State.PENDING)
    for number, state in enumerate(states):
        begin_write_transaction()
        db.session.scalars(select(Comment).where(Comment.id == comment.id)).one().state = state
        db.session.commit()
        look(worker, after=2 * number * PAUSE)

    assert [each["counts"]["waiting"] for each in receiver.told] == [2, 2]


def test_without_a_webhook_nothing_is_looked_at(tmp_path: Path, receiver: Receiver) -> None:
    app = make_app(tmp_path / "instance")
    with app.app_context():
        look(AlertWorker(settings(), clock=Clock()))
        db.session.remove()

    assert receiver.calls == []
