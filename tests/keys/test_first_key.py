"""The site's first page comes when there is a key, and comes all the same where there is none."""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from flask import Flask

from ethreader.base.db import db
from ethreader.contacts.keyring import KeyRing
from ethreader.contacts.queries import current_key
from ethreader.ops.first_key import PATIENCE, wait_for_key
from ethreader.ops.in_use import alone
from ethreader.ops.server import mail_beside_site
from tests.times import utcnow


@contextmanager
def site_beside_mail(app: Flask) -> Iterator[None]:
    """Leave the fork neither a connection nor a file to print into."""
    db.session.remove()
    db.engine.dispose()
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), mail_beside_site(app):
        yield


def test_the_site_waits_for_the_mail_process_to_make_a_key(app: Flask, tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    ring.make_folder()

    def make_key() -> None:
        with app.app_context():
            ring.look_after(days=90, now=utcnow())

    mail_process = threading.Timer(0.1, make_key)
    mail_process.start()

    assert wait_for_key(utcnow, is_vain=lambda: False)
    mail_process.join()


def test_a_site_without_a_mail_process_comes_all_the_same(app: Flask) -> None:
    assert not wait_for_key(utcnow, is_vain=lambda: False, patience=0.1)


def test_the_site_begins_when_its_mail_process_has_made_a_key(app: Flask) -> None:
    with site_beside_mail(app):
        assert current_key(utcnow()) is not None


def test_nobody_waits_for_a_mail_process_that_has_ended(app: Flask) -> None:
    began = time.monotonic()
    with alone(app.extensions["settings"].instance), site_beside_mail(app):
        assert current_key(utcnow()) is None
    assert time.monotonic() - began < PATIENCE
