from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import db
from ethreader.events.models import Event
from tests.conftest import DATABASES, EVENT_FILE, make_event
from tests.retention.databases import site_on


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site on each of the two databases, where nobody has searched too often."""
    app = site_on(request.param, tmp_path, request, ETHREADER_LIMITS="off")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def event(app: Flask, tmp_path: Path) -> Event:
    return make_event(tmp_path, "winter-meeting", EVENT_FILE)
