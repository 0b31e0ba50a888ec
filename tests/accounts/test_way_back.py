"""After signing in again, somebody is where they were: the search in the URL is still there."""

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete

from ethreader.accounts.models import ModeratorSession
from ethreader.accounts.queries import moderator_by_name
from ethreader.base.db import begin_write_transaction, db
from tests.conftest import PASSWORD, hash_of_password
from tests.pages import page_of

SIGN_IN = "/moderation/login"
SEARCH = "/moderation/?q=%C4%8Dekamo&flag=email&after=12"


@pytest.fixture(autouse=True)
def _ana(moderator_client: FlaskClient) -> None:
    begin_write_transaction()
    moderator = moderator_by_name("Ana")
    assert moderator is not None
    moderator.password_hash = hash_of_password()
    db.session.commit()


def end_sessions() -> None:
    begin_write_transaction()
    db.session.execute(delete(ModeratorSession))
    db.session.commit()


def carried(client: FlaskClient, url: str) -> str | None:
    """Return where the sign-in page of this URL leads on to."""
    field = page_of(client.get(url)).find(".//input[@name='next']")
    return None if field is None else field.get("value")


def signed_in(client: FlaskClient, **fields: str) -> str | None:
    data = {"name": "Ana", "password": PASSWORD, **fields}
    return client.post(SIGN_IN, data=data).headers.get("Location")


def test_a_search_is_still_there_after_signing_in_again(moderator_client: FlaskClient) -> None:
    end_sessions()

    turned_away = moderator_client.get(SEARCH)
    way = carried(moderator_client, turned_away.headers["Location"])

    assert turned_away.status_code == 303
    assert way == SEARCH
    assert signed_in(moderator_client, next=SEARCH) == SEARCH


def test_a_wrong_password_does_not_lose_the_way(client: FlaskClient) -> None:
    data = {"name": "Ana", "password": "not the one at all", "next": SEARCH}

    page = page_of(client.post(SIGN_IN, data=data), status=422)

    field = page.find(".//input[@name='next']")
    assert field is not None
    assert field.get("value") == SEARCH


def test_who_is_signed_in_already_is_led_on(moderator_client: FlaskClient) -> None:
    response = moderator_client.get(f"{SIGN_IN}?{urlencode({'next': SEARCH})}")

    assert response.headers["Location"] == SEARCH


@pytest.mark.parametrize(
    "way",
    [
        pytest.param("https://elsewhere.example/moderation/", id="another site"),
        pytest.param("//elsewhere.example/moderation/", id="another host"),
        pytest.param("/\\elsewhere.example/moderation/", id="a backslash that browsers turn"),
        pytest.param("/moderation/\\@elsewhere.example", id="a backslash later on"),
        pytest.param("/moderation/\r\nX: y", id="a line break"),
        pytest.param("/events/", id="a page of readers"),
        pytest.param("javascript:/moderation/", id="a script"),
        pytest.param(f"/moderation/?q={'x' * 1000}", id="too long"),
    ],
)
def test_nothing_but_a_page_behind_the_sign_in_is_followed(client: FlaskClient, way: str) -> None:
    assert carried(client, f"{SIGN_IN}?{urlencode({'next': way})}") is None
    assert signed_in(client, next=way) == "/moderation/"


def test_a_stranger_is_told_of_no_way_and_a_form_has_none(
    client: FlaskClient, moderator_client: FlaskClient
) -> None:
    end_sessions()

    assert client.get(SEARCH).headers["Location"] == SIGN_IN
    pressed = moderator_client.post("/moderation/keys", data={"keys": "on"})
    assert pressed.headers["Location"] == f"{SIGN_IN}?ended=yes"
