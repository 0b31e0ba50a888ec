"""An address that comes with a comment is checked, and then it is nowhere."""

import logging
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, TestResponse

from ethreader.base.db import db
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, KEY, PAGE, fields_of, filled_in, stored, without_link
from tests.conftest import make_comment
from tests.privacy.leaks import Searcher
from tests.visitors import HTMX, both_ways

ADDRESS = "Marked.Survivor+77@hidden-place.example"
SEARCHER = Searcher(ADDRESS, parts=["hidden-place", "Survivor"])
OUTCOMES = pytest.mark.parametrize(
    ("changed", "status"),
    [
        pytest.param({}, {201, 303}, id="a comment that is received"),
        pytest.param({"key": KEY}, {201, 303}, id="one with a key"),
        pytest.param({"body": ""}, {422}, id="one that is refused"),
        pytest.param({"stamp": "expired"}, {422}, id="one whose form is too old"),
        pytest.param({"parent_id": "0123456789abcdef"}, {409}, id="an answer to what is gone"),
    ],
)


def _traces(content: bytes) -> list[str]:
    return SEARCHER.traces(content)


def _bytes_at_rest(app: Flask) -> bytes:
    files = [path for path in Path(app.instance_path).rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files)
    return b"".join(path.read_bytes() for path in files)


def _whole(response: TestResponse) -> bytes:
    content: bytes = response.data
    return str(response.headers).encode() + content


def test_the_request_holds_the_address(client: FlaskClient, event: Event) -> None:
    form = filled_in(client, email=ADDRESS)

    sent = EnvironBuilder(method="POST", path=COMMENTS, data=form).get_request().get_data()

    assert quote(ADDRESS, safe="@").encode() in sent
    assert _traces(sent) != []


@both_ways
@OUTCOMES
def test_the_address_is_in_no_byte_of_the_instance_folder(
    *,
    app: Flask,
    client: FlaskClient,
    event: Event,
    changed: dict[str, str],
    status: set[int],
    headers: dict[str, str],
) -> None:
    shown = make_comment(event, body=f"Seen at rest: {ADDRESS[::-1]}")
    assert ADDRESS[::-1].encode() in _bytes_at_rest(app)
    form = filled_in(client, email=ADDRESS, **changed)

    response = client.post(COMMENTS, data=form, headers=headers)

    assert response.status_code in status
    assert len(stored()) == 1 + (status == {201, 303})
    assert _traces(_bytes_at_rest(app)) == []
    assert shown.body.encode() in _bytes_at_rest(app)


@both_ways
@OUTCOMES
def test_the_address_is_in_no_line_of_the_log(
    *,
    client: FlaskClient,
    event: Event,
    caplog: pytest.LogCaptureFixture,
    changed: dict[str, str],
    status: set[int],
    headers: dict[str, str],
) -> None:
    form = filled_in(client, email=ADDRESS, **changed)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
        try:
            response = client.post(COMMENTS, data=form, headers=headers)
        finally:
            logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)

    assert response.status_code in status
    assert "FROM event" in caplog.text
    assert _traces(caplog.text.encode()) == []


def test_the_address_is_in_no_log_line_when_the_site_breaks(
    client: FlaskClient, event: Event, caplog: pytest.LogCaptureFixture
) -> None:
    form = filled_in(client, email=ADDRESS, name="Mira who is logged nowhere")
    db.session.rollback()
    db.session.connection().exec_driver_sql("DROP TABLE state_change")
    db.session.connection().exec_driver_sql("ALTER TABLE comment RENAME TO gone")
    db.session.commit()

    response = client.post(COMMENTS, data=form)

    assert response.status_code == 500
    assert "Something went wrong on our end" in response.text
    assert "A request failed." in caplog.text
    assert _traces(caplog.text.encode() + _whole(response)) == []
    assert "logged nowhere" not in caplog.text


@both_ways
def test_an_accepted_address_is_in_no_answer(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    response = client.post(COMMENTS, data=filled_in(client, email=ADDRESS), headers=headers)

    paths = [PAGE, COMMENTS, f"{COMMENTS}/received", f"{COMMENTS}/new"]
    later = [client.get(path, headers=headers) for path in paths]
    assert response.status_code in {201, 303}
    assert [_traces(_whole(each)) for each in (response, *later)] == [[]] * 5


@both_ways
def test_a_refusal_gives_the_address_back_in_its_field_alone(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    form = filled_in(client, email=ADDRESS, body="")

    response = client.post(COMMENTS, data=form, headers=headers)

    assert fields_of(response.text)["email"] == ADDRESS
    assert _traces(_whole(response).replace(ADDRESS.encode(), b"", 1)) == []
    assert response.headers["Cache-Control"] == "no-store"
    assert _traces(_whole(client.get(f"{COMMENTS}/new", headers=headers))) == []


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS} and more"], ids=["good", "wrong"])
def test_the_check_of_the_field_does_not_repeat_the_address(
    app: Flask, client: FlaskClient, event: Event, address: str
) -> None:
    response = client.post(f"{COMMENTS}/check?field=email", data={"email": address}, headers=HTMX)

    assert (response.status_code, _traces(_whole(response))) == (200, [])
    assert _traces(_bytes_at_rest(app)) == []


def test_the_moderation_page_does_not_see_the_address(
    client: FlaskClient, moderator_client: FlaskClient, event: Event
) -> None:
    client.post(COMMENTS, data=filled_in(client, email=ADDRESS, name="Mira"))

    queue = moderator_client.get("/moderation/")

    assert "Mira</h2>" in queue.text
    assert _traces(_whole(queue)) == []


@both_ways
@pytest.mark.parametrize("key", ["", KEY], ids=["without a key", "with a key"])
def test_no_answer_tells_whether_an_address_was_seen_before(
    client: FlaskClient, event: Event, headers: dict[str, str], key: str
) -> None:
    form = filled_in(client, key=key)
    known = client.post(COMMENTS, data={**form, "email": "a@known.example"}, headers=headers)

    responses = [
        client.post(COMMENTS, data={**form, "email": email}, headers=headers)
        for email in ("a@known.example", "b@unknown.example", "")
    ]

    # Without a key nobody can tell whether it is the same sender, so no link is told again.
    told_again = [without_link(response) for response in responses]
    assert told_again == [without_link(known) if key else told_again[0]] * 3
    assert len(stored()) == 1


@both_ways
def test_two_comments_that_differ_in_the_address_alone_get_the_same_answer(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    first = filled_in(client, email="a@one.example", key=KEY)
    second = {**first, "email": ADDRESS, "key": KEY[::-1]}

    one, two = (client.post(COMMENTS, data=form, headers=headers) for form in (first, second))

    assert without_link(one) == without_link(two)
    assert [comment.body for comment in stored()] == [first["body"]] * 2
