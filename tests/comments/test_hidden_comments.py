"""What is not published is in no answer that the public gets."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE
from tests.comments.states import put_in_state
from tests.conftest import make_comment
from tests.visitors import HTMX

NAME, WORDS = "Nobody Must See", "unseen words of a person"


@pytest.mark.parametrize("state", [state for state in State if state is not State.PUBLISHED])
def test_a_comment_that_is_not_published_is_in_no_public_answer(
    app: Flask, client: FlaskClient, event: Event, state: State
) -> None:
    comment = make_comment(event, name=NAME, body=WORDS)
    shown = _public_answers(client, comment.public_id)
    marks = [mark.encode() for mark in (NAME, WORDS, comment.public_id)]
    for mark in marks:
        assert sum(mark in content for content in shown.values()) >= 3

    put_in_state(comment, state)
    db.session.commit()

    hidden = _public_answers(client, comment.public_id)
    assert hidden.keys() == shown.keys()
    for address, content in hidden.items():
        assert [mark for mark in marks if mark in content] == [], address


def test_a_comment_that_waits_leaves_every_public_answer_as_it_was(
    client: FlaskClient, event: Event
) -> None:
    make_comment(event, body="Shown.")
    before = _public_answers(client, "0123456789abcdef")

    make_comment(event, state=State.PENDING)

    assert _public_answers(client, "0123456789abcdef") == before


def _public_answers(client: FlaskClient, public_id: str) -> dict[str, bytes]:
    """Return headers and body of every answer that can hold a comment, by address."""
    addresses = [
        PAGE,
        COMMENTS,
        f"{COMMENTS}/received",
        f"{COMMENTS}?after=0",
        "/events/",
        "/speakers/",
        f"/comments/{public_id}",
        f"{COMMENTS}/new?reply_to={public_id}",
    ]
    answers: dict[str, bytes] = {}
    for address in addresses:
        for how, headers in (("page", {}), ("piece", HTMX)):
            response = client.get(address, headers=headers)
            # A stamp says the second; it is no part of what is compared.
            text = response.text.split('name="stamp"')[0] if "/new" in address else response.text
            said = str(response.headers) if response.status_code == 302 else ""
            answers[f"{address} as {how}"] = f"{response.status_code} {said} {text}".encode()
    return answers
