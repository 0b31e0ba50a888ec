"""Requests here share nothing with the test but the database file; the limits are on."""

import pytest
from flask import Flask

from tests.visitors import with_visitors


@pytest.fixture
def app(app: Flask) -> Flask:
    return with_visitors(app)
