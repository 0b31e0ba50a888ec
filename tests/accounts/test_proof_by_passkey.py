"""What is dangerous asks again: a passkey of one's own answers, once, and no other does."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller
from werkzeug.test import TestResponse

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.queries import moderator_by_name
from ethreader.base.db import db
from tests.accounts.passkey_holder import Device
from tests.comments.forms import fields_of
from tests.pages import page_of
from tests.visitors import signed_in_in_role

PEOPLE = "/moderation/people"
TYPED = {"name": "Iva", "role": "editor"}


@pytest.fixture
def admin(clock: Traveller, app: Flask) -> FlaskClient:
    """The browser of Ana, who gave her password a while ago."""
    client = signed_in_in_role(app, "Ana", ModeratorRole.ADMIN)
    clock.shift(601)
    return client


def device_of(app: Flask, name: str) -> Device:
    signed_in_in_role(app, name, ModeratorRole.ADMIN)
    moderator = moderator_by_name(name)
    assert moderator is not None
    return Device(moderator, name=f"passkey of {name}".encode())


def asked(client: FlaskClient) -> dict[str, str]:
    """Send something dangerous, and return the form that asks for a passkey."""
    token = fields_of(client.get("/moderation/account").text)["csrf_token"]
    response = client.post(PEOPLE, data={"csrf_token": token, **TYPED})
    [form] = [
        each for each in page_of(response, status=403).iter("form") if each.get("data-passkey")
    ]
    return {str(each.get("name")): each.get("value", "") for each in form.iter("input")}


def send(client: FlaskClient, fields: dict[str, str], device: Device) -> TestResponse:
    used = device.use(fields["proof_challenge"])
    return client.post(PEOPLE, data={**fields, "proof_credential": used})


def is_added() -> bool:
    db.session.rollback()
    return moderator_by_name("Iva") is not None


def test_it_is_done_as_if_nothing_had_been_between(app: Flask, admin: FlaskClient) -> None:
    device, fields = device_of(app, "Ana"), asked(admin)
    assert not is_added()

    response = send(admin, fields, device)

    assert (response.status_code, is_added()) == (200, True)
    assert admin.post(PEOPLE, data=fields | {"name": "Oto"}).status_code == 200  # It is fresh.


def test_a_passkey_of_somebody_else_does_nothing(app: Flask, admin: FlaskClient) -> None:
    device_of(app, "Ana")

    response = send(admin, asked(admin), device_of(app, "Boris"))

    assert (response.status_code, is_added()) == (422, False)
    assert "The passkey was not accepted." in response.text
    assert fields_of(response.text)["name"] == "Iva"


def test_what_was_used_once_is_used_up(app: Flask, clock: Traveller, admin: FlaskClient) -> None:
    device, fields = device_of(app, "Ana"), asked(admin)
    used = device.use(fields["proof_challenge"])
    admin.post(PEOPLE, data={**fields, "proof_credential": used})
    clock.shift(601)

    again = admin.post(PEOPLE, data={**fields, "proof_credential": used, "name": "Oto"})

    assert (again.status_code, moderator_by_name("Oto")) == (422, None)


@pytest.mark.parametrize("sent", ["{}", "x", "[]", '{"rawId": "AA"}', "x" * 20_001])
def test_nonsense_proves_nothing(app: Flask, admin: FlaskClient, sent: str) -> None:
    device_of(app, "Ana")

    response = admin.post(PEOPLE, data={**asked(admin), "proof_credential": sent})

    assert (response.status_code, is_added()) == (422, False)


def test_who_has_none_is_asked_for_the_password_alone(admin: FlaskClient) -> None:
    token = fields_of(admin.get("/moderation/account").text)["csrf_token"]

    response = admin.post(PEOPLE, data={"csrf_token": token, **TYPED})

    assert (response.status_code, "data-passkey" in response.text) == (403, False)
