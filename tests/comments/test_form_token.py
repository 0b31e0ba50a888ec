"""The token of a form: only forms that this site made, for this event, not too long ago."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer

from ethreader.comments import form_token
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, KEY, PAGE, SLUG, TEXT, fields_of, filled_in, stored
from tests.conftest import EVENT_FILE, make_event
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
SECRET = "a secret of this test"
FOREIGN = "This form did not come from this page"
EXPIRED = "The form was open for more than two days"


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
@pytest.mark.parametrize("kind", ["missing", "garbage", "beyond ASCII", "NUL", "cut", "foreign"])
def test_a_form_without_a_token_of_this_page_comes_back_with_a_fresh_one(
    client: FlaskClient, event: Event, tmp_path: Path, headers: dict[str, str], kind: str
) -> None:
    make_event(tmp_path, "summer-meeting", EVENT_FILE)
    sound = filled_in(client)["stamp"]
    stamp = {
        "missing": "",
        "garbage": "nonsense",
        "beyond ASCII": "štampilj",
        "NUL": "\x00",
        "cut": sound[:-1],
        "foreign": filled_in(client, "summer-meeting")["stamp"],
    }[kind]
    typed = {"name": "Mira", "email": "m@example.org", "body": TEXT, "key": KEY}

    response = client.post(COMMENTS, data={**typed, "stamp": stamp}, headers=headers)

    kept = fields_of(response.text)
    assert response.status_code == 422
    assert FOREIGN in response.text
    assert {name: kept[name] for name in typed} == typed
    assert stored() == []
    assert client.post(COMMENTS, data=kept, headers=HTMX).status_code == 201


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
def test_an_expired_form_comes_back_with_a_fresh_token(
    app: Flask, client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    old = form_token.issue(SLUG, secret=str(app.secret_key), now=utcnow() - timedelta(hours=49))
    form = filled_in(client, email="m@example.org", key=KEY)

    response = client.post(COMMENTS, data={**form, "stamp": old}, headers=headers)

    kept = fields_of(response.text)
    assert response.status_code == 422
    assert EXPIRED in response.text
    assert {**kept, "stamp": ""} == {**form, "stamp": ""}
    assert stored() == []
    assert client.post(COMMENTS, data=kept, headers=HTMX).status_code == 201


def test_a_token_of_another_installation_is_refused(client: FlaskClient, event: Event) -> None:
    foreign = form_token.issue(SLUG, secret=SECRET, now=utcnow())

    response = client.post(COMMENTS, data=filled_in(client, stamp=foreign), headers=HTMX)

    assert (response.status_code, stored()) == (422, [])
    assert FOREIGN in response.text


def test_the_token_of_the_article_is_as_good(client: FlaskClient, event: Event) -> None:
    stamp = fields_of(client.get(PAGE).text)["stamp"]

    response = client.post(COMMENTS, data=filled_in(client, stamp=stamp), headers=HTMX)

    assert (response.status_code, len(stored())) == (201, 1)


@pytest.mark.parametrize(
    ("age", "sound"),
    [
        pytest.param(timedelta(0), True, id="a new token is sound"),
        pytest.param(timedelta(hours=48), True, id="a token of 48 hours is sound"),
        pytest.param(timedelta(hours=48, seconds=1), False, id="an older one is not"),
    ],
)
def test_a_token_lasts_for_48_hours(age: timedelta, sound: bool) -> None:
    token = form_token.issue(SLUG, secret=SECRET, now=NOON)

    if sound:
        assert form_token.read(token, SLUG, secret=SECRET, now=NOON + age) == NOON
    else:
        with pytest.raises(form_token.FormTokenExpired):
            form_token.read(token, SLUG, secret=SECRET, now=NOON + age)


def test_the_token_of_a_page_is_the_same_for_an_hour() -> None:
    def issued(minutes: int) -> str:
        return form_token.issue_for_page(SLUG, secret=SECRET, now=NOON + timedelta(minutes=minutes))

    assert issued(0) == issued(59)
    assert issued(60) != issued(0)
    assert form_token.read(issued(59), SLUG, secret=SECRET, now=NOON) == NOON


@pytest.mark.parametrize("content", ["text", 5, None, [], [SLUG], {"a": 1}])
def test_what_is_signed_but_for_nothing_here_is_refused(content: object) -> None:
    signed = URLSafeTimedSerializer(SECRET, salt="comment-form").dumps(content)

    with pytest.raises(form_token.FormTokenInvalid):
        form_token.read(signed, SLUG, secret=SECRET, now=utcnow() + timedelta(seconds=1))


def test_a_signature_without_a_time_is_refused() -> None:
    signed = URLSafeSerializer(SECRET, salt="comment-form").dumps(SLUG)

    with pytest.raises(form_token.FormTokenInvalid):
        form_token.read(signed, SLUG, secret=SECRET, now=NOON)
