from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.accounts.service import add_moderator, renew_link
from ethreader.base.db import begin_write_transaction, db
from tests.accounts.signing_in import MODERATION, guess, is_in, let_pass, token_in
from tests.conftest import PASSWORD
from tests.pages import links, page_of
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN, signed_in_as

SPENT = "This link no longer works"


@pytest.fixture
def link(app: Flask) -> str:
    """The address of Eva's first sign-in link."""
    return _address(add=True)


def _address(*, add: bool = False) -> str:
    begin_write_transaction()
    make = add_moderator if add else renew_link
    token = make("Eva", now=utcnow())
    db.session.commit()
    return f"/moderation/link/{token}"


def _twice(password: str) -> dict[str, str]:
    return {"password": password, "again": password}


def test_opening_the_link_spends_nothing(client: FlaskClient, link: str) -> None:
    responses = [client.get(link) for _ in range(3)]

    assert [response.status_code for response in responses] == [200, 200, 200]
    assert "Welcome, <bdi>Eva</bdi>" in responses[2].text
    assert token_in(client) is None


@pytest.mark.parametrize(
    ("headers", "status"),
    [pytest.param(PLAIN, 303, id="without htmx"), pytest.param(HTMX, 204, id="with htmx")],
)
def test_the_link_sets_a_password_and_signs_in(
    app: Flask, client: FlaskClient, link: str, headers: dict[str, str], status: int
) -> None:
    response = client.post(link, data=_twice(PASSWORD), headers=headers)

    assert response.status_code == status
    assert response.headers.get("Location", response.headers.get("HX-Redirect")) == MODERATION
    assert is_in(client)
    other = app.test_client()
    assert guess(other, "Eva", PASSWORD).status_code == 303
    assert is_in(other)


def test_the_link_works_once(app: Flask, client: FlaskClient, link: str) -> None:
    client.post(link, data=_twice(PASSWORD))
    thief = app.test_client()

    opened, spent = thief.get(link), thief.post(link, data=_twice("three blue pears on a moon"))

    assert (opened.status_code, spent.status_code) == (404, 404)
    for page in (opened, spent):
        assert SPENT in page.text
        assert "If you have set your password with it, sign in." in page.text
        assert '<a href="/moderation/login">Sign in</a>' in page.text
    assert guess(app.test_client(), "Eva", PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("age", "status"),
    [
        pytest.param(timedelta(hours=23, minutes=59), 200, id="it works for a day"),
        pytest.param(timedelta(hours=24, minutes=1), 404, id="and not longer"),
    ],
)
def test_the_link_works_for_24_hours(
    client: FlaskClient, link: str, age: timedelta, status: int
) -> None:
    let_pass(age)

    assert client.get(link).status_code == status
    assert (SPENT in client.get(link).text) == (status == 404)


def test_a_new_link_ends_the_older_one(client: FlaskClient, link: str) -> None:
    newer = _address()

    assert (client.get(link).status_code, client.get(newer).status_code) == (404, 200)


def test_a_new_password_ends_every_session_and_the_old_password(
    app: Flask, client: FlaskClient, link: str
) -> None:
    client.post(link, data=_twice(PASSWORD))
    elsewhere = signed_in_as(app, "Eva")
    assert is_in(elsewhere)

    client.post(_address(), data=_twice("three blue pears on a moon"))

    assert (is_in(elsewhere), is_in(client)) == (False, True)
    assert guess(app.test_client(), "Eva", PASSWORD).status_code == 422


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        pytest.param("", "", "Enter a password", id="no password"),
        pytest.param("x y z 1 2 3 4!", None, "Use at least 15 characters.", id="14 characters"),
        pytest.param("pässwörter", None, "Use at least 15 characters.", id="letters, not bytes"),
        pytest.param("ab" * 10, None, "Use more than a few different", id="two letters only"),
        pytest.param("Eva of ASTRA events", None, "This password is easy to guess", id="own words"),
        pytest.param(PASSWORD, PASSWORD[1:], "Enter the same password in both fields", id="a slip"),
        pytest.param(PASSWORD, "", "Enter the same password in both fields", id="typed once"),
    ],
)
def test_a_weak_password_is_refused_and_the_link_stays_good(
    *,
    client: FlaskClient,
    link: str,
    headers: dict[str, str],
    password: str,
    again: str | None,
    sentence: str,
) -> None:
    typed = {"password": password, "again": password if again is None else again}

    response = client.post(link, data=typed, headers=headers)

    assert response.status_code == 422
    assert response.text.count(sentence) == 2  # In the summary and at the field.
    assert ("<html" in response.text) == (headers == PLAIN)
    assert token_in(client) is None
    assert client.get(link).status_code == 200


def test_two_that_differ_are_typed_again_from_the_first_field_on(
    client: FlaskClient, link: str
) -> None:
    page = client.post(link, data={"password": PASSWORD, "again": PASSWORD[1:]})

    summary = links(page_of(page, status=422), ".//div[@class='error-summary']")
    assert summary == {"Enter the same password in both fields": "#password"}


def test_too_long_a_password_is_told_so(client: FlaskClient, link: str) -> None:
    response = client.post(link, data=_twice("four words and more " * 20))

    assert response.status_code == 422
    assert "Use at least 15 characters" not in response.text


def test_a_refused_password_is_not_sent_back(client: FlaskClient, link: str) -> None:
    response = client.post(link, data={"password": PASSWORD, "again": "a slip"})

    assert "Enter the same password in both fields" in response.text
    assert PASSWORD not in response.text


@pytest.mark.parametrize("length", [15, 256])
def test_a_password_of_any_fair_length_is_taken(
    client: FlaskClient, link: str, length: int
) -> None:
    password = ("čudna kruška vrišti na mesecu " * 20)[:length]

    client.post(link, data=_twice(password))

    assert is_in(client)


@pytest.mark.parametrize("token", ["x", "%ff", "č", "a" * 5000])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_nobody_made_leads_nowhere(
    client: FlaskClient, link: str, token: str, method: str
) -> None:
    response = client.open(f"/moderation/link/{token}", method=method, data=_twice(PASSWORD))

    assert response.status_code == 404
    assert SPENT in response.text


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_the_link_takes_no_other_verb(client: FlaskClient, link: str, method: str) -> None:
    response = client.open(link, method=method)

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
