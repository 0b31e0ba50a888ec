"""Requests here share nothing with the test but the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.accounts.choices import ModeratorRole
from ethreader.base.db import db
from tests.conftest import DATABASES, make_app
from tests.editing.writing import Writer
from tests.visitors import signed_in_in_role, with_visitors


@pytest.fixture
def app(app: Flask) -> Flask:
    return with_visitors(app)


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site with an empty database, on each of the two."""
    given = {}
    if request.param == "postgres":
        url = request.getfixturevalue("postgres")(is_migrated=True)
        given["ETHREADER_DATABASE_URL"] = url
    app = with_visitors(make_app(tmp_path / "site", **given))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def editor_client(app: Flask) -> FlaskClient:
    """The browser of Mara, an editor."""
    return signed_in_in_role(app, "Mara", ModeratorRole.EDITOR)


@pytest.fixture
def mara(editor_client: FlaskClient) -> Writer:
    return Writer(editor_client)


@pytest.fixture
def nikola(app: Flask) -> Writer:
    return Writer(signed_in_in_role(app, "Nikola", ModeratorRole.EDITOR))
