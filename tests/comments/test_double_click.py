"""A second press of “Send comment” without a script, where comments appear at once or wait.

Publishing takes the moment of arrival from a comment; that the same came twice is known without it.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.log import Cause
from ethreader.comments.models import State
from ethreader.comments.service import withdraw_comment
from ethreader.comments.transition import transition
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, TEXT, fields_of, filled_in, stored
from tests.conftest import EVENT_FILE, make_app, make_comment, make_event
from tests.postgres import PostgresUrl
from tests.times import utcnow
from tests.visitors import HTMX, both_ways


@pytest.fixture(autouse=True)
def open_event(event: Event) -> None:
    """Comments appear at once."""
    begin_write_transaction()
    event.comments = CommentPolicy.OPEN
    db.session.commit()


@both_ways
@pytest.mark.parametrize("presses", [2, 3])
def test_pressing_again_publishes_once(
    client: FlaskClient, event: Event, headers: dict[str, str], presses: int
) -> None:
    form = filled_in(client, key="")

    statuses = {
        client.post(COMMENTS, data=form, headers=headers).status_code for _ in range(presses)
    }

    assert statuses == {201 if headers == HTMX else 303}
    assert [(each.body, each.state) for each in stored()] == [(TEXT, State.PUBLISHED)]
    assert (event.comment_count, event.publication_count) == (1, 1)


def test_pressing_at_the_same_moment_publishes_once(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    form, start = filled_in(client, key=""), Barrier(4)

    def send(own: FlaskClient) -> int:
        start.wait()
        return own.post(COMMENTS, data=form).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, [app.test_client() for _ in range(4)])) == [303] * 4

    assert [each.body for each in stored()] == [TEXT]


def test_after_going_back_a_new_form_with_the_same_words_publishes_once(
    client: FlaskClient, event: Event, clock: Traveller
) -> None:
    client.post(COMMENTS, data=filled_in(client, key=""))
    for minutes in (3, 4, 3):
        clock.shift(timedelta(minutes=minutes))
        client.post(COMMENTS, data=filled_in(client, key=""))

    assert [each.body for each in stored()] == [TEXT]


def test_a_reply_is_published_once_in_each_place(client: FlaskClient, event: Event) -> None:
    first, second = make_comment(event, body="1"), make_comment(event, body="2")
    for parent in (first, first, second, second):
        client.post(COMMENTS, data=filled_in(client, key="", parent_id=parent.public_id))

    parents = [each.parent_id for each in stored() if each.body == TEXT]
    assert parents == [first.id, second.id]


def held_by_reports() -> None:
    transition(stored()[0], State.PENDING, cause=Cause.REPORTS, now=utcnow())


def nothing() -> None:
    """Change nothing."""


@pytest.mark.parametrize("meanwhile", [held_by_reports, nothing])
def test_what_became_of_it_meanwhile_does_not_make_it_two(
    client: FlaskClient, event: Event, meanwhile: Callable[[], None]
) -> None:
    form = filled_in(client, key="")
    client.post(COMMENTS, data=form)
    begin_write_transaction()
    meanwhile()
    db.session.commit()

    client.post(COMMENTS, data=form)

    assert len(stored()) == 1


def test_whoever_deleted_it_may_send_it_again(client: FlaskClient, event: Event) -> None:
    form = filled_in(client, key="")
    client.post(COMMENTS, data=form)
    begin_write_transaction()
    withdraw_comment(stored()[0], now=utcnow())
    db.session.commit()

    client.post(COMMENTS, data=form)

    assert [each.state for each in stored()] == [State.WITHDRAWN, State.PUBLISHED]


@pytest.mark.parametrize(
    ("changed", "minutes"),
    [
        pytest.param({"body": "Other words."}, 0, id="other words"),
        pytest.param({"name": "Vera"}, 0, id="another name"),
        pytest.param({}, 11, id="later"),
    ],
)
def test_what_is_new_is_published(
    client: FlaskClient, event: Event, clock: Traveller, changed: dict[str, str], minutes: int
) -> None:
    client.post(COMMENTS, data=filled_in(client, key=""))
    clock.shift(timedelta(minutes=minutes))

    client.post(COMMENTS, data=filled_in(client, key="", **changed))

    assert [each.state for each in stored()] == [State.PUBLISHED] * 2


def test_the_second_press_is_told_no_private_link(client: FlaskClient, event: Event) -> None:
    form = filled_in(client, key="")
    responses = [client.post(COMMENTS, data=form, headers=HTMX) for _ in range(2)]

    assert ["/mine/" in each.text for each in responses] == [True, False]
    assert all("Your comment is published" in each.text for each in responses)
    assert fields_of(responses[0].text)["pass"]


def test_two_processes_on_postgres_publish_once(tmp_path: Path, postgres: PostgresUrl) -> None:
    """SQLite has one writer at a time; there it is the event's row that makes the second wait."""
    app = make_app(
        tmp_path / "other",
        ETHREADER_DATABASE_URL=postgres(is_migrated=True),
        ETHREADER_LIMITS="off",
    )
    with app.app_context():
        event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
        begin_write_transaction()
        event.comments = CommentPolicy.OPEN
        db.session.commit()
        form = filled_in(app.test_client(), key="")
        for words in map(str, range(5)):
            start = Barrier(4)

            def send(own: FlaskClient, body: str = words, start: Barrier = start) -> int:
                start.wait()
                return own.post(COMMENTS, data={**form, "body": f"Text {body}."}).status_code

            with ThreadPoolExecutor(4) as pool:
                list(pool.map(send, [app.test_client() for _ in range(4)]))
        db.session.rollback()
        assert sorted((each.body, each.state) for each in stored()) == [
            (f"Text {n}.", State.PUBLISHED) for n in range(5)
        ]
        db.session.remove()
        db.engine.dispose()
