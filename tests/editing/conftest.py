"""Requests here share nothing with the test but the database file."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.visitors import signed_in_as, with_visitors


@pytest.fixture
def app(app: Flask) -> Flask:
    return with_visitors(app)


@pytest.fixture
def moderator_client(app: Flask) -> FlaskClient:
    """The browser of Ana, who is signed in."""
    return signed_in_as(app, "Ana")


@pytest.fixture
def other_moderator_client(app: Flask) -> FlaskClient:
    """The browser of Boris, who is signed in."""
    return signed_in_as(app, "Boris")
