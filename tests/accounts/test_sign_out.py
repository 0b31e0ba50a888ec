from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as events
from sqlalchemy import func, select, text

from ethreader.accounts.models import ModeratorSession
from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.base.db import db
from tests.accounts.doors import DESK, DOOR, is_in, token_in
from tests.comments.forms import fields_of
from tests.visitors import HTMX, PLAIN, seated

LEAVE = "/moderation/logout"


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    return seated(app, "Ana")


def _leave(desk: FlaskClient, headers: dict[str, str] = PLAIN) -> tuple[int, str]:
    token = fields_of(desk.get(DESK).text)["csrf_token"]
    answer = desk.post(LEAVE, data={"csrf_token": token}, headers=headers)
    return answer.status_code, answer.headers.get("Location") or answer.headers["HX-Redirect"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [pytest.param(PLAIN, 303, id="without htmx"), pytest.param(HTMX, 204, id="with htmx")],
)
def test_signing_out_revokes_the_session_on_the_server(
    app: Flask, desk: FlaskClient, headers: dict[str, str], status: int
) -> None:
    token = token_in(desk)
    assert token is not None
    assert is_in(desk)

    answer = _leave(desk, headers)

    assert answer == (status, DOOR)
    assert token_in(desk) is None
    thief = app.test_client()
    thief.set_cookie(COOKIE, token, path=PATH)
    assert not is_in(thief)
    assert db.session.scalar(select(func.count()).select_from(ModeratorSession)) == 0


def test_signing_out_leaves_the_other_browser_signed_in(app: Flask, desk: FlaskClient) -> None:
    other = seated(app, "Ana")

    _leave(desk)

    assert (is_in(desk), is_in(other)) == (False, True)


def test_signing_out_twice_leads_to_the_door(desk: FlaskClient) -> None:
    _leave(desk)

    answer = desk.post(LEAVE)

    assert (answer.status_code, answer.headers["Location"]) == (303, DOOR)


def test_signing_out_needs_the_token_of_the_form(desk: FlaskClient) -> None:
    answer = desk.post(LEAVE)

    assert answer.status_code == 403
    assert "This form is out of date" in answer.text
    assert is_in(desk)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_link_signs_nobody_out(desk: FlaskClient, method: str) -> None:
    answer = desk.open(LEAVE, method=method)

    assert answer.status_code == 405
    assert is_in(desk)


def test_signing_out_works_while_somebody_else_writes(desk: FlaskClient) -> None:
    """A comment that arrives between reading the session and deleting it is no obstacle."""
    token = fields_of(desk.get(DESK).text)["csrf_token"]
    engine = db.engine
    writes: list[str] = []

    def write_once(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT moderator_session") and not writes:
            writes.append(statement)
            with engine.begin() as another:
                another.execute(text("UPDATE moderator SET name = 'Somebody else'"))

    events.listen(engine, "after_cursor_execute", write_once)
    try:
        answer = desk.post(LEAVE, data={"csrf_token": token})
    finally:
        events.remove(engine, "after_cursor_execute", write_once)

    assert len(writes) == 1
    assert (answer.status_code, is_in(desk)) == (303, False)
