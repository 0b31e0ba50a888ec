"""What makes a browser known, what it is good for, and what ends it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.device_service import forget_old_devices, is_known_device
from ethreader.accounts.models import KnownDevice, SignInLink
from ethreader.accounts.people_service import remove_last_moderator
from ethreader.accounts.service import add_moderator, present_moderator, renew_link
from ethreader.base.db import begin_write_transaction, db
from tests.accounts.signing_in import device_in, guess, is_in, let_pass
from tests.conftest import PASSWORD, make_app
from tests.times import utcnow
from tests.visitors import signed_in_as, with_visitors


def known(token: str | None, name: str = "Ana") -> bool:
    db.session.rollback()
    assert token is not None
    return is_known_device(token, name=name, now=utcnow())


def test_signing_in_makes_a_device_known_to_one_moderator(
    client: FlaskClient, moderator: str
) -> None:
    guess(client, "Ana", PASSWORD)

    token = device_in(client)

    assert (known(token), known(token, "Eva"), known("nonsense")) == (True, False, False)


def test_a_wrong_password_makes_no_device_known(client: FlaskClient, moderator: str) -> None:
    guess(client, "Ana", "wrong")

    assert (device_in(client), _count()) == (None, 1)  # The one that set the password.


def test_a_device_stays_one_however_often_and_in_whatever_language(
    client: FlaskClient, moderator: str
) -> None:
    guess(client, "Ana", PASSWORD)
    token = device_in(client)

    client.post("/de/moderation/login", data={"name": "Ana", "password": PASSWORD})

    assert [device_in(client, f"{each}/moderation/login") for each in ("", "/de", "/sr")] == [
        token
    ] * 3
    assert _count() == 2  # With the one that set the password.


def test_the_cookie_signs_nobody_in(app: Flask, client: FlaskClient, moderator: str) -> None:
    guess(client, "Ana", PASSWORD)
    thief = app.test_client()
    thief.set_cookie("moderation-device", str(device_in(client)), path="/moderation/login")

    assert not is_in(thief)
    assert guess(thief, "Ana", "wrong").status_code == 422


def test_a_forged_cookie_makes_nothing_known(app: Flask, moderator: str) -> None:
    client = app.test_client()
    client.set_cookie("moderation-device", "chosen-by-somebody", path="/moderation/login")

    guess(client, "Ana", PASSWORD)

    assert not known("chosen-by-somebody")
    assert known(device_in(client))


def test_the_database_holds_its_digest(client: FlaskClient, moderator: str) -> None:
    guess(client, "Ana", PASSWORD)

    _, digest = db.session.scalars(select(KnownDevice.token_digest))

    assert digest != str(device_in(client)).encode()
    assert len(digest) == 32


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        pytest.param(timedelta(days=89), True, id="it is known for 89 days"),
        pytest.param(timedelta(days=91), False, id="and not for 91"),
    ],
)
def test_a_device_is_known_for_ninety_days(
    client: FlaskClient, moderator: str, age: timedelta, expected: bool
) -> None:
    guess(client, "Ana", PASSWORD)
    let_pass(age)

    assert known(device_in(client)) is expected
    begin_write_transaction()
    assert forget_old_devices(utcnow()) == (0 if expected else 2)
    db.session.commit()
    assert _count() == (2 if expected else 0)


def test_each_sign_in_makes_a_device_known_for_longer(client: FlaskClient, moderator: str) -> None:
    for _ in range(2):
        guess(client, "Ana", PASSWORD)
        client.delete_cookie("moderation", path="/moderation")
        let_pass(timedelta(days=60))

    assert known(device_in(client))


@pytest.mark.parametrize("end", [renew_link, remove_last_moderator])
def test_a_new_link_and_a_removal_end_all_at_once(
    app: Flask, client: FlaskClient, moderator: str, end: Callable[..., object]
) -> None:
    guess(client, "Ana", PASSWORD)
    elsewhere, of_another = signed_in_as(app, "Ana"), signed_in_as(app, "Eva")
    assert (is_in(client), is_in(elsewhere), _count()) == (True, True, 4)

    begin_write_transaction()
    present_moderator("Eva").role = ModeratorRole.ADMIN  # Ana is not the last one.
    end("Ana", now=utcnow())
    db.session.commit()

    assert (is_in(client), is_in(elsewhere)) == (False, False)
    # Another one's session, device and link stay.
    links = db.session.scalars(select(SignInLink).join(SignInLink.moderator)).all()
    assert (is_in(of_another), _count()) == (True, 1)
    assert "Eva" in {each.moderator.name for each in links if each.moderator}
    assert guess(app.test_client(), "Ana", PASSWORD).status_code == 422


def test_with_https_the_cookie_is_secure_by_its_name(tmp_path: Path) -> None:
    url = "https://events.example.org"
    app = with_visitors(make_app(tmp_path / "instance", ETHREADER_BASE_URL=url))
    with app.app_context():
        begin_write_transaction()
        token = add_moderator("Ana", now=utcnow())
        db.session.commit()
        new = {"password": PASSWORD, "again": PASSWORD}

        response = app.test_client().post(f"/moderation/link/{token}", data=new, base_url=url)

        cookies = response.headers.getlist("Set-Cookie")
        assert [each.partition("=")[0] for each in cookies] == [
            *["__Secure-moderation-device"] * 4,
            *["__Secure-moderation"] * 4,
        ]
        assert all("; Secure; HttpOnly; " in each for each in cookies)
        db.session.remove()
        db.engine.dispose()


def _count() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(KnownDevice)).all())
