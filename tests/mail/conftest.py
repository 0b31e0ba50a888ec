from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from ethreader.base.db import db
from ethreader.mail.worker import Worker
from ethreader.ops.mail_process import MailProcess
from tests.browser.server import free_port
from tests.conftest import make_app
from tests.mail.inbox import Inbox
from tests.mail.processes import mail_process_with
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
def mail_process(app: Flask, tmp_path: Path, inbox: Inbox) -> MailProcess:
    """The mail process without its loop; its keys are made."""
    process = mail_process_with(tmp_path, ETHREADER_SMTP_URL=inbox.url)
    process.keep_keys(utcnow())
    return process


@pytest.fixture
def worker(mail_process: MailProcess) -> Worker:
    """What sends the mails."""
    return mail_process.worker
