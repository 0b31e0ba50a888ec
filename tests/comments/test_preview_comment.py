import pytest
from flask.testing import FlaskClient

from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, KEY, fields_of, filled_in, stored
from tests.visitors import HTMX, PLAIN

PREVIEW = f"{COMMENTS}/preview"
SHOWN = "This is how it will look. You haven’t sent it yet."
both_ways = pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])


def test_a_preview_shows_the_comment_as_it_would_look(client: FlaskClient, event: Event) -> None:
    form = filled_in(client, body="It *did* help.\n\n> <b>Truly</b>")

    answer = client.post(PREVIEW, data=form, headers=HTMX)

    assert answer.status_code == 200
    assert SHOWN in answer.text
    assert "<p>It <em>did</em> help.</p>" in answer.text
    assert "&lt;b&gt;Truly&lt;/b&gt;" in answer.text
    assert "<html" not in answer.text


def test_a_preview_without_htmx_keeps_the_form(client: FlaskClient, event: Event) -> None:
    form = filled_in(client, body="It *did* help.", email="m@example.org", key=KEY)

    answer = client.post(PREVIEW, data=form, headers=PLAIN)

    assert answer.status_code == 200
    assert SHOWN in answer.text
    assert "<p>It <em>did</em> help.</p>" in answer.text
    assert {**fields_of(answer.text), "stamp": ""} == {**form, "stamp": ""}


def test_a_preview_does_not_complain_about_other_fields(client: FlaskClient, event: Event) -> None:
    answer = client.post(PREVIEW, data=filled_in(client, email="mira"), headers=PLAIN)

    assert (answer.status_code, SHOWN in answer.text) == (200, True)
    assert "There is a problem" not in answer.text
    assert "<title>Error" not in answer.text


@both_ways
def test_a_preview_of_nothing_says_why(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    answer = client.post(PREVIEW, data=filled_in(client, body=" "), headers=headers)

    assert answer.status_code == 422
    assert '<span class="visually-hidden">Error: </span>Enter a comment' in answer.text
    assert SHOWN not in answer.text


@both_ways
def test_a_preview_stores_nothing_however_often(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    form = filled_in(client, key=KEY)

    answers = [client.post(PREVIEW, data=form, headers=headers) for _ in range(2)]

    assert [SHOWN in answer.text for answer in answers] == [True, True]
    assert stored() == []


@both_ways
def test_an_unknown_event_has_no_preview(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    answer = client.post("/events/no-such/comments/preview", data={}, headers=headers)

    assert answer.status_code == 404
    assert "Page not found" in answer.text


def test_a_preview_cannot_be_fetched(client: FlaskClient, event: Event) -> None:
    answer = client.get(PREVIEW)

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
