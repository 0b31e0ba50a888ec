"""Changing and taking back from the page that sent the comment, for a quarter of an hour."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.authors.sealed_token import CHANGE, RECEIPT, seal_token
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, fields_of, filled_in, own_link, stored
from tests.comments.states import put_in_state
from tests.mail.wishes import decide
from tests.pages import without_once
from tests.times import utcnow
from tests.visitors import HTMX

OWN = "/comments/own"
FIRST, SECOND = "What I wrote at first.", "What I would rather say."
DOORS = ["receipt", "form", "change", "withdrawal"]


@pytest.fixture
def receipt(client: FlaskClient, event: Event) -> dict[str, str]:
    """The hidden fields of a receipt, and the token that it shows."""
    response = client.post(COMMENTS, data=filled_in(client, body=FIRST), headers=HTMX)
    token = own_link(response).removeprefix("/mine/")
    return {"pass": fields_of(response.text)["pass"], "token": token}


def change(client: FlaskClient, receipt: dict[str, str], body: str) -> None:
    data = {"pass": receipt["pass"], "name": "Mira", "body": body}
    assert client.post(f"{OWN}/change", data=data, headers=HTMX).status_code == 200


def test_form_holds_what_was_sent(client: FlaskClient, receipt: dict[str, str]) -> None:
    form = client.post(f"{OWN}/form", data={"pass": receipt["pass"]}, headers=HTMX)

    fields = fields_of(form.text)
    assert len(fields.pop("seen")) == 32
    assert fields == {"pass": receipt["pass"], "body": FIRST, "name": "Mira"}
    assert form.headers["Cache-Control"] == "no-store"


def test_change_is_stored_and_told_by_a_receipt_that_changes_again(
    client: FlaskClient, receipt: dict[str, str]
) -> None:
    data = {"pass": receipt["pass"], "name": "", "body": SECOND}
    response = client.post(f"{OWN}/change", data=data, headers=HTMX)

    assert "Your changes have been received." in response.text
    assert fields_of(response.text)["pass"] == receipt["pass"]
    [comment] = stored()
    assert (comment.name, comment.body, comment.state) == ("", SECOND, State.PENDING)
    assert not comment.is_edited  # Nobody had seen it yet.


def test_wrong_change_keeps_what_was_typed(client: FlaskClient, receipt: dict[str, str]) -> None:
    data = {"pass": receipt["pass"], "name": "n" * 81, "body": SECOND}
    response = client.post(f"{OWN}/change", data=data, headers=HTMX)

    assert response.status_code == 422
    assert "Shorten the name by 1 character" in response.text
    assert fields_of(response.text)["body"] == SECOND
    assert stored()[0].body == FIRST


def test_leaving_it_shows_the_receipt_again(client: FlaskClient, receipt: dict[str, str]) -> None:
    response = client.post(f"{OWN}/receipt", data={"pass": receipt["pass"]}, headers=HTMX)

    assert "Your comment has been received." in response.text
    assert own_link(response) == f"/mine/{receipt['token']}"


def test_taken_back_is_gone_at_once(
    client: FlaskClient, receipt: dict[str, str], tmp_path: Path
) -> None:
    response = client.post(f"{OWN}/withdrawal", data={"pass": receipt["pass"]}, headers=HTMX)
    again = client.post(f"{OWN}/withdrawal", data={"pass": receipt["pass"]}, headers=HTMX)

    assert "Your comment has been deleted." in response.text
    assert (again.status_code, stored()[0].state) == (404, State.WITHDRAWN)
    files = [path for path in (tmp_path / "instance").rglob("*") if path.is_file()]
    assert [path for path in files if FIRST.encode() in path.read_bytes()] == []


@pytest.fixture(
    params=[
        pytest.param((CHANGE, 900), id="after 15 minutes"),
        pytest.param((RECEIPT, 0), id="an envelope for something else"),
    ]
)
def useless_pass(app: Flask, receipt: dict[str, str], request: pytest.FixtureRequest) -> str:
    """A pass that was right once, or that opens another door."""
    envelope, age = request.param
    made_at = utcnow() - timedelta(seconds=age)
    return seal_token(receipt["token"], envelope, secret=str(app.secret_key), now=made_at)


@pytest.mark.parametrize("door", DOORS)
def test_after_its_time_the_pass_opens_nothing(
    client: FlaskClient, useless_pass: str, door: str
) -> None:
    data = {"pass": useless_pass, "body": SECOND}

    response = client.post(f"{OWN}/{door}", data=data, headers=HTMX)

    assert response.status_code == 409
    assert "The 15 minutes for editing it here are over." in response.text
    assert response.headers["HX-Retarget"].endswith(".form-problem")  # What was typed stays.
    assert stored()[0].body == FIRST


@pytest.mark.parametrize("door", DOORS[:3])
def test_without_htmx_the_own_page_does_it(
    client: FlaskClient, receipt: dict[str, str], door: str
) -> None:
    response = client.post(f"{OWN}/{door}", data={"pass": receipt["pass"], "body": SECOND})

    said = "?done=saved" if door == "change" else ""
    assert (response.status_code, without_once(response.headers["Location"])) == (
        303,
        f"/mine/{receipt['token']}{said}",
    )


def test_published_comment_that_was_changed_says_so_once_it_is_back(
    client: FlaskClient, receipt: dict[str, str], moderator_client: FlaskClient
) -> None:
    comment_id = stored()[0].public_id
    decide(moderator_client, comment_id, "publish")
    assert "edited" not in client.get(PAGE).text

    change(client, receipt, SECOND)
    assert SECOND not in client.get(PAGE).text
    decide(moderator_client, comment_id, "publish")

    page = client.get(PAGE).text
    assert (SECOND in page, FIRST in page, "edited" in page) == (True, False, True)


def test_what_was_answered_stays_readable_to_moderators_alone(
    client: FlaskClient, receipt: dict[str, str], moderator_client: FlaskClient
) -> None:
    comment_id = stored()[0].public_id
    decide(moderator_client, comment_id, "publish")
    reply = filled_in(client, body="I agree.", parent_id=comment_id)
    assert client.post(COMMENTS, data=reply, headers=HTMX).status_code == 201

    for words in (SECOND, "A third wording."):
        change(client, receipt, words)

    queue = moderator_client.get("/moderation/").text
    assert queue.index("What it said when someone replied") < queue.index(FIRST)
    assert SECOND not in queue
    assert FIRST not in client.get(PAGE).text
    assert FIRST in client.get(f"/mine/{receipt['token']}/download").text
    client.post(f"{OWN}/withdrawal", data={"pass": receipt["pass"]}, headers=HTMX)
    assert [each.replied_body for each in stored()] == [None, None]
    db.session.rollback()


def test_a_change_is_screened_as_a_first_text_is(
    client: FlaskClient, receipt: dict[str, str]
) -> None:
    change(client, receipt, " ".join(f"https://example.org/{number}" for number in range(4)))

    assert stored()[0].flags == ["many-links"]


@pytest.mark.parametrize(
    "name", ["Mоderator", "Модераторски тим", "Moderatorski tim", "Аstra Events"]
)
def test_a_new_name_is_screened_as_a_first_one_is(
    client: FlaskClient, receipt: dict[str, str], event: Event, name: str
) -> None:
    for door in (f"{OWN}/change", f"/mine/{receipt['token']}/edit"):
        make_open(event)
        data = {"pass": receipt["pass"], "name": name, "body": FIRST}
        client.post(door, data=data, headers=HTMX)

        [comment] = stored()
        assert comment.flags == ["official-name"]
        assert comment.state is State.PENDING


def make_open(event: Event) -> None:
    """Let the event's comments be seen at once, the stored one too."""
    begin_write_transaction()
    event.comments = CommentPolicy.OPEN
    for comment in db.session.scalars(select(Comment)):
        comment.name, comment.flags = "Mira", []
        put_in_state(comment, State.PUBLISHED)
    db.session.commit()
