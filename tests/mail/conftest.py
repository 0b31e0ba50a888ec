from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from ethreader.base.db import db
from ethreader.mail.worker import Worker
from tests.browser.server import free_port
from tests.conftest import make_app
from tests.mail.inbox import Inbox
from tests.once import make_settings
from tests.times import utcnow


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """A real SMTP server on this machine, and what it has received."""
    inbox = Inbox()
    inbox.port = free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    controller.start()
    yield inbox
    controller.stop()


@pytest.fixture
def app(tmp_path: Path, inbox: Inbox) -> Iterator[Flask]:
    """A site that mails through the server above."""
    app = make_app(tmp_path / "instance", ETHREADER_SMTP_URL=inbox.url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def worker(app: Flask, tmp_path: Path, inbox: Inbox) -> Worker:
    """The mail process's work, without its loop; its keys are made."""
    worker = Worker(make_settings(tmp_path / "instance", ETHREADER_SMTP_URL=inbox.url))
    worker.sweep(now=utcnow())
    return worker
