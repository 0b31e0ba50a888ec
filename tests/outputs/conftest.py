"""A site with the demo content, which these tests only read."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.demo.service import load_demo
from tests.conftest import ZONE, make_app
from tests.times import utcnow


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that has loaded the demo, which is slow; each file has a copy."""
    instance = tmp_path_factory.mktemp("loaded") / "instance"
    with make_app(instance).app_context():
        begin_write_transaction()
        load_demo(default_zone=ZONE, now=utcnow())
        db.session.commit()
        db.session.remove()
        db.engine.dispose()  # Closing the last connection folds the WAL into SQLite's file.
    return instance


@pytest.fixture(scope="module")
def demo(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Every state of an event, as the demo has them."""
    instance = tmp_path_factory.mktemp("demo") / "instance"
    copytree(loaded, instance)
    app = make_app(instance)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def reader(demo: Flask) -> FlaskClient:
    """A program that reads the demo."""
    return demo.test_client()
