from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as events
from sqlalchemy import func, select, text

from ethreader.accounts.models import ModeratorSession
from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.base.db import db
from tests.accounts.signing_in import MODERATION, SIGN_IN, is_in, token_in
from tests.comments.forms import fields_of
from tests.pages import by_class, page_of, text_of
from tests.visitors import HTMX, PLAIN, signed_in_as

LEAVE = "/moderation/logout"


@pytest.fixture
def moderator_client(app: Flask) -> FlaskClient:
    return signed_in_as(app, "Ana")


def _leave(moderator_client: FlaskClient, headers: dict[str, str] = PLAIN) -> tuple[int, str]:
    token = fields_of(moderator_client.get(MODERATION).text)["csrf_token"]
    response = moderator_client.post(LEAVE, data={"csrf_token": token}, headers=headers)
    return response.status_code, response.headers.get("Location") or response.headers["HX-Redirect"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [pytest.param(PLAIN, 303, id="without htmx"), pytest.param(HTMX, 204, id="with htmx")],
)
def test_signing_out_revokes_the_session_on_the_server(
    app: Flask, moderator_client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    token = token_in(moderator_client)
    assert token is not None
    assert is_in(moderator_client)

    answer = _leave(moderator_client, headers)

    assert answer == (status, f"{SIGN_IN}?done=left")
    said = by_class(page_of(app.test_client().get(answer[1])), "confirmation")
    assert [text_of(each) for each in said] == ["You have been signed out"]
    assert token_in(moderator_client) is None
    thief = app.test_client()
    thief.set_cookie(COOKIE, token, path=PATH)
    assert not is_in(thief)
    assert db.session.scalar(select(func.count()).select_from(ModeratorSession)) == 0


def test_signing_out_leaves_the_other_browser_signed_in(
    app: Flask, moderator_client: FlaskClient
) -> None:
    other = signed_in_as(app, "Ana")

    _leave(moderator_client)

    assert (is_in(moderator_client), is_in(other)) == (False, True)


def test_signing_out_twice_leads_to_the_door(moderator_client: FlaskClient) -> None:
    _leave(moderator_client)

    response = moderator_client.post(LEAVE)

    door = f"{SIGN_IN}?ended=yes"
    assert (response.status_code, response.headers["Location"]) == (303, door)


def test_signing_out_needs_the_token_of_the_form(moderator_client: FlaskClient) -> None:
    response = moderator_client.post(LEAVE)

    assert response.status_code == 403
    assert "This form is out of date" in response.text
    assert is_in(moderator_client)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_link_signs_nobody_out(moderator_client: FlaskClient, method: str) -> None:
    response = moderator_client.open(LEAVE, method=method)

    assert response.status_code == 405
    assert is_in(moderator_client)


def test_signing_out_works_while_somebody_else_writes(moderator_client: FlaskClient) -> None:
    """A comment that arrives between reading the session and deleting it is no obstacle."""
    token = fields_of(moderator_client.get(MODERATION).text)["csrf_token"]
    engine = db.engine
    writes: list[str] = []

    def write_once(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT moderator_session") and not writes:
            writes.append(statement)
            with engine.begin() as another:
                another.execute(text("UPDATE moderator SET name = 'Somebody else'"))

    events.listen(engine, "after_cursor_execute", write_once)
    try:
        response = moderator_client.post(LEAVE, data={"csrf_token": token})
    finally:
        events.remove(engine, "after_cursor_execute", write_once)

    assert len(writes) == 1
    assert (response.status_code, is_in(moderator_client)) == (303, False)
