"""Another writer holds the lock: who waits is told so, and keeps what they typed."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as database_events
from sqlalchemy import make_url, text
from werkzeug.test import TestResponse

from ethreader.accounts.service import add_moderator, set_password
from ethreader.authors.sealed_token import CHANGE, seal_token
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, fields_of, filled_in, own_link, stored
from tests.conftest import EVENT_FILE, PASSWORD, make_app, make_comment, make_event
from tests.moderation.conversations import seen_conversation, written_about
from tests.moderation.deciding import QUEUE, seen, token_of
from tests.pages import page_of, text_of
from tests.reports.reporting import address_of
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN, both_ways, signed_in_as, with_visitors

KEPT = "Words that took an hour."
SHORT_WAIT = 30  # Milliseconds: the wait itself is tried once, nobody has to sit through it here.


@pytest.fixture
def app(app: Flask) -> Flask:
    """A site whose connections wait for SQLite's lock as long as always, but shorter."""
    database_events.listen(db.engine, "connect", _wait_shortly)
    db.session.remove()
    db.engine.dispose()
    return with_visitors(app)


def _wait_shortly(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {SHORT_WAIT}")


@contextmanager
def another_writer() -> Iterator[None]:
    """Hold SQLite's write lock, as a backup or a stuck request would."""
    db.session.remove()
    file = make_url(str(db.engine.url)).database
    writer = sqlite3.connect(str(file), isolation_level=None)
    try:
        writer.execute("BEGIN IMMEDIATE")
        yield
    finally:
        writer.close()


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form as somebody filled it in: where it goes, and what it says."""

    client: FlaskClient
    url: str
    data: dict[str, Any]

    def send(self, headers: dict[str, str]) -> TestResponse:
        return self.client.post(self.url, data=self.data, headers=headers)


def comment_form(app: Flask, event: Event) -> Form:
    client = app.test_client()
    return Form(client=client, url=COMMENTS, data=filled_in(client, body=KEPT))


def report_form(app: Flask, event: Event) -> Form:
    url = address_of(make_comment(event))
    return Form(client=app.test_client(), url=url, data={"reason": "other", "note": KEPT})


def own_page_of(client: FlaskClient) -> str:
    return own_link(client.post(COMMENTS, data=filled_in(client), headers=HTMX))


def edit_form(app: Flask, event: Event) -> Form:
    client = app.test_client()
    url = f"{own_page_of(client)}/edit"
    return Form(client=client, url=url, data={"name": "Mira", "body": KEPT})


def author_message(app: Flask, event: Event) -> Form:
    client = app.test_client()
    return Form(client=client, url=f"{own_page_of(client)}/message", data={"message": KEPT})


def change_from_receipt(app: Flask, event: Event) -> Form:
    client = app.test_client()
    token = own_page_of(client).removeprefix("/mine/")
    sealed = seal_token(token, CHANGE, secret=str(app.secret_key), now=utcnow())
    data = {"pass": sealed, "name": "Mira", "body": KEPT}
    return Form(client=client, url="/comments/own/change", data=data)


def decision(app: Flask, event: Event) -> Form:
    comment, client = make_comment(event, state=State.PENDING), signed_in_as(app, "Ana")
    data = {"csrf_token": token_of(client), "decision": "reject", "note": KEPT, **seen(comment)}
    url = f"/moderation/comments/{comment.public_id}/decision"
    return Form(client=client, url=url, data=data)


def official_reply(app: Flask, event: Event) -> Form:
    comment, client = make_comment(event), signed_in_as(app, "Ana")
    data = {"csrf_token": token_of(client), "body": KEPT, "voice": "moderator", **seen(comment)}
    url = f"/moderation/comments/{comment.public_id}/answer"
    return Form(client=client, url=url, data=data)


def message_to_author(app: Flask, event: Event) -> Form:
    comment, client = written_about(event, "Mira"), signed_in_as(app, "Ana")
    data = {"csrf_token": token_of(client), "message": KEPT, **seen_conversation(comment)}
    url = f"/moderation/comments/{comment.public_id}/message"
    return Form(client=client, url=url, data=data)


def sign_in(app: Flask, event: Event) -> Form:
    begin_write_transaction()
    token = add_moderator(KEPT, now=utcnow())
    set_password(token, PASSWORD, now=utcnow())
    db.session.commit()
    data = {"name": KEPT, "password": PASSWORD}
    return Form(client=app.test_client(), url="/moderation/login", data=data)


FORMS: list[Callable[[Flask, Event], Form]] = [
    comment_form,
    report_form,
    edit_form,
    author_message,
    change_from_receipt,
    decision,
    official_reply,
    message_to_author,
    sign_in,
]


@both_ways
@pytest.mark.parametrize("fill_in", FORMS)
def test_a_form_that_had_to_wait_too_long_keeps_its_text(
    app: Flask, event: Event, fill_in: Callable[[Flask, Event], Form], headers: dict[str, str]
) -> None:
    form = fill_in(app, event)

    with another_writer():
        refused = form.send(headers)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    assert refused.headers["Cache-Control"] == "no-store"
    page = page_of(refused, status=503)
    assert "Please wait half a minute and try again." in text_of(page)
    stays_in_place = refused.headers.get("HX-Reswap") == "innerHTML"  # In the slot of the form.
    given_back = [each.strip() for each in fields_of(refused.text).values()]
    assert stays_in_place or KEPT in given_back
    assert form.send(headers).status_code in {200, 201, 204, 303}


@pytest.mark.parametrize("button", ["withdraw", "no-mail"])
def test_a_button_that_had_to_wait_too_long_can_be_pressed_again(
    app: Flask, event: Event, button: str
) -> None:
    client = app.test_client()
    url = f"{own_page_of(client)}/{button}"

    with another_writer():
        refused = client.post(url)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    assert client.post(url).status_code in {200, 303}


def test_pages_are_read_while_somebody_writes(app: Flask, event: Event) -> None:
    make_comment(event, body=KEPT)
    moderator = signed_in_as(app, "Ana")
    db.session.execute(text("UPDATE moderator_session SET seen_at = '2020-01-01'"))
    db.session.rollback()

    with another_writer():
        page, queue = app.test_client().get(PAGE), moderator.get(QUEUE)

    assert (page.status_code, queue.status_code) == (200, 200)
    assert KEPT in page.text


@pytest.mark.parametrize("path", ["edit", "withdraw", "message", "no-mail"])
def test_who_has_no_link_waits_for_nobody(app: Flask, event: Event, path: str) -> None:
    data = {"body": KEPT, "message": KEPT}

    with another_writer():
        response = app.test_client().post(f"/mine/{'x' * 43}/{path}", data=data)

    assert response.status_code == 404


def test_a_row_that_another_writer_holds_is_waited_for_no_longer_on_postgres(
    postgres: Callable[..., str], tmp_path: Path
) -> None:
    url = postgres(is_migrated=True)
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_DATABASE_URL=url))
    with app.app_context():
        form = comment_form(app, make_event(tmp_path, "winter-meeting", EVENT_FILE))
        with db.engine.begin() as writer:
            writer.execute(text("SELECT id FROM event FOR UPDATE"))
            refused = form.send(PLAIN)

        assert (refused.status_code, fields_of(refused.text)["body"]) == (503, KEPT)
        assert form.send(PLAIN).status_code == 303
        assert [each.body for each in stored()] == [KEPT]
        db.session.remove()
        db.engine.dispose()


def test_stored_once_though_it_was_sent_again(app: Flask, event: Event) -> None:
    form = comment_form(app, event)
    with another_writer():
        form.send(HTMX)

    form.send(HTMX)

    assert [comment.body for comment in stored()] == [KEPT]


def test_nothing_of_a_refused_edit_stays(app: Flask, event: Event) -> None:
    form = edit_form(app, event)
    with another_writer():
        form.send(PLAIN)

    comments: list[Comment] = stored()

    assert KEPT not in {comment.body for comment in comments}
