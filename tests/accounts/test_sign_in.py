import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.accounts import passwords
from ethreader.accounts.models import Moderator, ModeratorSession
from ethreader.accounts.passwords import hash_password
from ethreader.accounts.service import add_moderator, renew_link, set_password
from ethreader.accounts.session_service import WrongSignIn, authenticate, still_recognised
from ethreader.base.db import begin_write_transaction, db
from tests.accounts.signing_in import MODERATION, SIGN_IN, guess, is_in, shown, token_in
from tests.comments.forms import fields_of
from tests.conftest import PASSWORD
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN, both_ways

PREFIXES = ("", "/sr", "/sr-Cyrl", "/de")
WRONG = "The name, password or code is incorrect. Please try again."


def test_signing_in_opens_the_moderation_page(client: FlaskClient, moderator: str) -> None:
    assert not is_in(client)

    response = guess(client, moderator, PASSWORD)

    assert (response.status_code, response.headers["Location"]) == (303, MODERATION)
    assert is_in(client)


def test_signing_in_by_htmx_leads_to_a_new_page(client: FlaskClient, moderator: str) -> None:
    response = guess(client, moderator, PASSWORD, HTMX)

    assert (response.status_code, response.headers["HX-Redirect"]) == (204, MODERATION)
    assert is_in(client)


def test_cookies_are_of_moderation_alone_and_out_of_reach_of_scripts(
    client: FlaskClient, moderator: str
) -> None:
    response = guess(client, moderator, PASSWORD)

    *device, own, sr, sr_cyrl, de = response.headers.getlist("Set-Cookie")
    assert [own, sr, sr_cyrl, de] == [
        f"moderation={token_in(client)}; HttpOnly; Path={prefix}/moderation; SameSite=Strict"
        for prefix in PREFIXES
    ]
    assert [re.sub(r"(?<==)[\w-]{43}|Expires=[^;]+; ", "", each) for each in device] == [
        f"moderation-device=; Max-Age=7776000; HttpOnly; Path={prefix}{SIGN_IN}; SameSite=Strict"
        for prefix in PREFIXES
    ]


@pytest.mark.parametrize("begins", PREFIXES)
def test_who_signs_in_or_out_in_one_language_does_so_in_all(
    client: FlaskClient, moderator: str, begins: str
) -> None:
    def seen() -> set[int]:
        return {client.get(f"{each}{MODERATION}").status_code for each in PREFIXES}

    client.post(f"{begins}{SIGN_IN}", data={"name": moderator, "password": PASSWORD})

    assert seen() == {200}
    token = fields_of(client.get(f"/de{MODERATION}").text)["csrf_token"]
    client.post("/de/moderation/logout", data={"csrf_token": token})
    assert seen() == {303}
    assert {client.get_cookie("moderation", path=f"{each}/moderation") for each in PREFIXES} == {
        None
    }


def test_the_database_holds_neither_token_nor_password(
    client: FlaskClient, moderator: str, hashed_as_in_life: None
) -> None:
    begin_write_transaction()
    set_password(renew_link(moderator, now=utcnow()), PASSWORD, now=utcnow())
    db.session.commit()
    guess(client, moderator, PASSWORD)

    token = token_in(client)
    digests = list(db.session.scalars(select(ModeratorSession.token_digest)))
    hashed = db.session.scalars(select(Moderator.password_hash)).one()
    assert token is not None
    assert token.encode() not in digests
    assert hashed is not None
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@both_ways
@pytest.mark.parametrize(
    ("name", "password"),
    [
        pytest.param("Ana", PASSWORD[:-1], id="a wrong password"),
        pytest.param("Ana", PASSWORD.upper(), id="a password in capitals"),
        pytest.param("Nobody", PASSWORD, id="an unknown name"),
        pytest.param("Anа", PASSWORD, id="a name with a Cyrillic letter"),
        pytest.param("' OR 1=1 --", "pass-word-1", id="a name that is SQL"),
    ],
)
def test_a_wrong_guess_is_answered_alike_whatever_was_wrong(
    client: FlaskClient, moderator: str, headers: dict[str, str], name: str, password: str
) -> None:
    response = guess(client, name, password, headers)

    assert response.status_code == 422
    assert WRONG in response.text
    assert ("<html" in response.text) == (headers == PLAIN)
    assert password not in response.text.replace(name, "")
    assert (token_in(client), is_in(client)) == (None, False)


def test_a_wrong_password_and_an_unknown_name_give_the_same_bytes(
    client: FlaskClient, moderator: str
) -> None:
    known, unknown = guess(client, "Ana", "wrong"), guess(client, "Eva", "wrong")

    assert shown(known)[1].replace("Ana", "Eva") == shown(unknown)[1]
    assert list(known.headers) == list(unknown.headers)


@pytest.mark.parametrize(
    ("name", "password", "sentence"),
    [
        pytest.param("", "x", "Enter your name", id="no name"),
        pytest.param("Ana", "", "Enter your password", id="no password"),
        pytest.param("A" * 81, "x", "Enter a shorter text", id="a name that is too long"),
        pytest.param("Ana", "x" * 257, "Enter a shorter text", id="an endless password"),
    ],
)
def test_an_incomplete_form_says_what_is_missing(
    client: FlaskClient, moderator: str, name: str, password: str, sentence: str
) -> None:
    response = guess(client, name, password)

    assert response.status_code == 422
    assert response.text.count(sentence) == 2  # In the summary and at the field.
    assert token_in(client) is None


@pytest.mark.parametrize(
    "typed", ["Z\u030cana", "\u017dana", " \u017dana ", "žANA", "Ｚ\u030cＡＮＡ"]
)
def test_a_name_is_known_however_it_is_encoded(app: Flask, client: FlaskClient, typed: str) -> None:
    begin_write_transaction()
    set_password(add_moderator("Z\u030cana", now=utcnow()), PASSWORD, now=utcnow())
    db.session.commit()

    assert guess(client, typed, PASSWORD).status_code == 303


def test_a_moderator_without_a_password_cannot_sign_in(client: FlaskClient) -> None:
    db.session.add(Moderator(name="Eva", password_hash=None, added_at=utcnow()))
    db.session.commit()

    response = guess(client, "Eva", "")

    assert response.status_code == 422
    assert guess(client, "Eva", "anything").status_code == 422
    assert not is_in(client)


def test_who_is_signed_in_is_led_past_the_door(moderator_client: FlaskClient) -> None:
    response = moderator_client.get(SIGN_IN)

    assert (response.status_code, response.headers["Location"]) == (303, MODERATION)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_the_door_takes_no_other_verb(client: FlaskClient, method: str) -> None:
    response = client.open(SIGN_IN, method=method)

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_signing_in_from_another_site_is_refused(client: FlaskClient, moderator: str) -> None:
    response = guess(client, moderator, PASSWORD, {"Sec-Fetch-Site": "cross-site"})

    assert (response.status_code, token_in(client)) == (403, None)
    assert "This form was sent from another site" in response.text


def test_hash_for_unknown_names_costs_what_a_moderators_costs(hashed_as_in_life: None) -> None:
    parameters = passwords.UNKNOWN.rpartition("$")[0].rpartition("$")[0]

    assert hash_password("four unrelated kitchen words").startswith(f"{parameters}$")


@pytest.mark.parametrize("new_password", ["", "another four unrelated words"])
def test_a_password_that_ends_while_it_is_checked_opens_nothing(
    app: Flask, moderator: str, new_password: str
) -> None:
    recognised = authenticate(moderator, PASSWORD)
    token = renew_link(moderator, now=utcnow())
    if new_password:
        set_password(token, new_password, now=utcnow())
    db.session.commit()

    with pytest.raises(WrongSignIn):
        still_recognised(recognised)


def test_a_password_that_is_still_the_same_is_recognised(app: Flask, moderator: str) -> None:
    assert still_recognised(authenticate(moderator, PASSWORD)).name == moderator
