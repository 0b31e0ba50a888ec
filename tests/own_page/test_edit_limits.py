"""Edits have an end: by visitor, and by comment, whoever holds its link. What was typed stays."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from ethreader.authors.sealed_token import CHANGE, seal_token
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, fields_of, filled_in, own_link, stored
from tests.limits.many_visitors import addresses, visitor
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN, both_ways, with_visitors

OF_VISITOR = 20
OF_COMMENT = 40


@pytest.fixture
def app(app: Flask) -> Flask:
    return with_visitors(app)


@pytest.fixture
def token(clock: Traveller, client: FlaskClient, event: Event) -> str:
    """The token of the link to a comment's own page."""
    response = client.post(COMMENTS, data=filled_in(client), headers=HTMX)
    return own_link(response).removeprefix("/mine/")


def edited(client: FlaskClient, token: str, number: int) -> int:
    data = {"name": "Mira", "body": f"Words {number}."}
    return client.post(f"/mine/{token}/edit", data=data).status_code


def test_a_visitor_who_edits_on_and_on_has_to_wait_and_keeps_the_text(
    client: FlaskClient, token: str, clock: Traveller
) -> None:
    taken = [edited(client, token, number) for number in range(OF_VISITOR)]

    refused = client.post(f"/mine/{token}/edit", data={"name": "Mira", "body": "The last."})

    assert (taken, refused.status_code) == ([303] * OF_VISITOR, 429)
    assert refused.headers["Retry-After"] == "600"
    assert fields_of(refused.text)["name"] == "Mira"
    assert "Please wait about 10 minutes and try again. Your text is still here." in refused.text
    assert "The last." in refused.text
    assert stored()[0].body == f"Words {OF_VISITOR - 1}."
    clock.shift(601)
    assert edited(client, token, 99) == 303


def test_a_comment_is_edited_so_often_from_wherever(app: Flask, token: str) -> None:
    visitors = [visitor(app, address) for address in addresses(OF_COMMENT + 1)]

    statuses = [edited(each, token, number) for number, each in enumerate(visitors)]

    assert statuses == [303] * OF_COMMENT + [429]


@both_ways
def test_the_receipt_counts_the_same_edits(
    app: Flask, client: FlaskClient, token: str, headers: dict[str, str]
) -> None:
    for number in range(OF_VISITOR):
        edited(client, token, number)
    sealed = seal_token(token, CHANGE, secret=str(app.secret_key), now=utcnow())
    data = {"pass": sealed, "name": "Mira", "body": "The last."}

    refused = client.post("/comments/own/change", data=data, headers=headers)

    assert refused.status_code == 429
    assert "Your text is still here." in refused.text
    assert ("The last." in refused.text) is (headers == PLAIN)


def test_mistakes_cost_nothing_of_what_may_be_edited(client: FlaskClient, token: str) -> None:
    wrong = [client.post(f"/mine/{token}/edit", data={"body": ""}).status_code for _ in range(30)]

    assert (wrong, edited(client, token, 1)) == ([422] * 30, 303)


def test_a_wrong_change_without_htmx_keeps_what_was_typed(
    app: Flask, client: FlaskClient, token: str
) -> None:
    sealed = seal_token(token, CHANGE, secret=str(app.secret_key), now=utcnow())
    data = {"pass": sealed, "name": "n" * 81, "body": "Kept."}

    response = client.post("/comments/own/change", data=data)

    assert response.status_code == 422
    assert "Kept." in response.text
    assert "Shorten the name by 1 character" in response.text


@both_ways
@pytest.mark.parametrize(
    ("path", "data"),
    [
        pytest.param("/mine/no-such-link/edit", {}, id="a link that is none"),
        pytest.param("/mine/no-such-link/message", {}, id="a message from one"),
        pytest.param("/comments/own/change", {"pass": "over"}, id="a receipt whose time is over"),
    ],
)
def test_too_much_that_leads_nowhere_is_told_so_and_no_failure(
    client: FlaskClient, path: str, data: dict[str, str], headers: dict[str, str]
) -> None:
    statuses = [client.post(path, data=data, headers=headers).status_code for _ in range(151)]

    assert statuses[-2] in {404, 409}
    assert statuses[-1] == 429
