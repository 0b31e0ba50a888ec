"""The site's first page comes when there is a key, and comes all the same where there is none."""

import sys
import threading
from pathlib import Path

from flask import Flask

from ethreader.contacts.keyring import KeyRing
from ethreader.ops.first_key import wait_for_key
from ethreader.ops.watched import WatchedProcess
from tests.times import utcnow


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


def test_nobody_waits_for_a_mail_process_that_has_ended(app: Flask) -> None:
    with WatchedProcess(lambda: sys.exit(1), again=("/bin/false",), name="mail process") as process:
        assert not wait_for_key(utcnow, is_vain=lambda: process.has_ended)
