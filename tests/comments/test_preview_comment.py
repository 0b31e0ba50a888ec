from flask.testing import FlaskClient

from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, KEY, fields_of, filled_in, stored
from tests.visitors import HTMX, PLAIN, both_ways

PREVIEW = f"{COMMENTS}/preview"
SHOWN = "This is how it will look. You haven’t sent it yet."


def test_a_preview_shows_the_comment_as_it_would_look(client: FlaskClient, event: Event) -> None:
    form = filled_in(client, body="It *did* help.\n\n> <b>Truly</b>")

    response = client.post(PREVIEW, data=form, headers=HTMX)

    assert response.status_code == 200
    assert SHOWN in response.text
    assert "<p>It <em>did</em> help.</p>" in response.text
    assert "&lt;b&gt;Truly&lt;/b&gt;" in response.text
    assert "<html" not in response.text


def test_a_preview_without_htmx_keeps_the_form(client: FlaskClient, event: Event) -> None:
    form = filled_in(client, body="It *did* help.", email="m@example.org", key=KEY)

    response = client.post(PREVIEW, data=form, headers=PLAIN)

    assert response.status_code == 200
    assert SHOWN in response.text
    assert "<p>It <em>did</em> help.</p>" in response.text
    assert {**fields_of(response.text), "stamp": ""} == {**form, "stamp": ""}


def test_a_preview_does_not_complain_about_other_fields(client: FlaskClient, event: Event) -> None:
    response = client.post(PREVIEW, data=filled_in(client, email="mira"), headers=PLAIN)

    assert (response.status_code, SHOWN in response.text) == (200, True)
    assert "There is a problem" not in response.text
    assert "<title>Error" not in response.text


@both_ways
def test_a_preview_of_nothing_says_why(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    response = client.post(PREVIEW, data=filled_in(client, body=" "), headers=headers)

    assert response.status_code == 422
    assert 'class="visually-hidden">Error: </span>Enter a comment' in response.text
    assert SHOWN not in response.text


@both_ways
def test_a_preview_stores_nothing_however_often(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    form = filled_in(client, key=KEY)

    responses = [client.post(PREVIEW, data=form, headers=headers) for _ in range(2)]

    assert [SHOWN in response.text for response in responses] == [True, True]
    assert stored() == []


@both_ways
def test_an_unknown_event_has_no_preview(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    response = client.post("/events/no-such/comments/preview", data={}, headers=headers)

    assert response.status_code == 404
    assert "Page not found" in response.text


def test_a_preview_cannot_be_fetched(client: FlaskClient, event: Event) -> None:
    response = client.get(PREVIEW)

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
