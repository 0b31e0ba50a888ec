"""Sites on each of the two databases, with a backup of each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import db
from tests.retention.databases import site_on


@pytest.fixture(params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site with a migrated database of its own."""
    app = site_on(request.param, tmp_path, request)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
