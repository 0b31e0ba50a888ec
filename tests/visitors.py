"""Browsers that ask as they do in life: each request in a context of its own."""

from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.sessions import COOKIE, PATH
from tests.stored_moderator import token_of_session

HTMX = {"HX-Request": "true"}
PLAIN: dict[str, str] = {}

both_ways = pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])


class Visitor(FlaskClient):
    """A client whose requests share neither `g` nor the database session with the test."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send one request from an empty context, as the server's threads do."""
        return Context().run(super().open, *args, **kwargs)


def with_visitors(app: Flask) -> Flask:
    """Let the clients of `app` be visitors."""
    app.test_client_class = Visitor
    return app


def signed_in_as(app: Flask, name: str) -> FlaskClient:
    """Return the browser of a moderator who is signed in; no password is hashed for it."""
    return signed_in_in_role(app, name, None)


def signed_in_in_role(app: Flask, name: str, role: ModeratorRole | None) -> FlaskClient:
    """Return the browser of somebody who is signed in, added in a role where they are new."""
    token = token_of_session(name, role)
    client = app.test_client()
    client.set_cookie(COOKIE, token, path=PATH)
    return client
