from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import db
from ethreader.events.models import Event
from tests.conftest import DATABASES, EVENT_FILE, make_event
from tests.retention.databases import keep_no_old_log, site_on


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site on each of the two databases; PostgreSQL's is set as docs/deletion.md advises."""
    app = site_on(request.param, tmp_path, request)
    with app.app_context():
        keep_no_old_log()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def event(app: Flask, tmp_path: Path) -> Event:
    return make_event(tmp_path, "winter-meeting", EVENT_FILE)
