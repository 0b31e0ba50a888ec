"""Signing in, as a browser does it, and moving the clock of what is stored."""

import re
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from ethreader.accounts.models import FailedSignIn, KnownDevice, ModeratorSession, SignInLink
from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.base.db import db
from tests.visitors import PLAIN

SIGN_IN = "/moderation/login"
MODERATION = "/moderation/"


def guess(
    client: FlaskClient, name: str, password: str, headers: dict[str, str] = PLAIN
) -> TestResponse:
    """Send name and password."""
    return client.post(SIGN_IN, data={"name": name, "password": password}, headers=headers)


def is_in(client: FlaskClient) -> bool:
    """Tell whether the moderation page opens."""
    response = client.get(MODERATION)
    assert response.status_code in {200, 303}
    return response.status_code == 200


def token_in(client: FlaskClient) -> str | None:
    """Return the session's token that the browser keeps."""
    cookie = client.get_cookie(COOKIE, path=PATH)
    return cookie.value if cookie else None


def device_in(client: FlaskClient, path: str = SIGN_IN) -> str | None:
    """Return the token by which the browser is known where moderators sign in."""
    cookie = client.get_cookie("moderation-device", path=path)
    return cookie.value if cookie else None


def shown(response: TestResponse) -> tuple[int, str, list[str]]:
    """Return a response without what is new on each page: the challenge for passkeys."""
    text = re.sub(r'(value|data-options)="[^"]{80,}"', "", response.text)
    return response.status_code, text, sorted(set(dict(response.headers)) - {"Content-Length"})


def let_pass(wait: timedelta) -> None:
    """Make everything that is stored as much older, as if the time had passed."""
    db.session.rollback()
    for session in db.session.scalars(select(ModeratorSession)):
        session.began_at -= wait
        session.seen_at -= wait
    for link in db.session.scalars(select(SignInLink)):
        link.expires_at -= wait
    for device in db.session.scalars(select(KnownDevice)):
        device.seen_at -= wait
    for failure in db.session.scalars(select(FailedSignIn)):
        failure.failed_at -= wait
    db.session.commit()
