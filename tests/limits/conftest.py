"""Requests here share nothing with the test but the database file; the limits are on."""

import pytest
from flask import Flask
from time_machine import Traveller

from tests.visitors import with_visitors


@pytest.fixture
def app(clock: Traveller, app: Flask) -> Flask:
    """A site whose time stands still: however slow the machine is, no minute passes by itself."""
    return with_visitors(app)
