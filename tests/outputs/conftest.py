"""A site with the demo content, which these tests only read."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.demo.service import load_demo
from tests.conftest import ZONE, make_app
from tests.times import utcnow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Every state of an event, as the demo has them."""
    app = make_app(tmp_path_factory.mktemp("demo") / "instance")
    with app.app_context():
        begin_write_transaction()
        load_demo(default_zone=ZONE, now=utcnow())
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def reader(demo: Flask) -> FlaskClient:
    """A program that reads the demo."""
    return demo.test_client()
