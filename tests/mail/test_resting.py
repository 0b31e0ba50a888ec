"""The mail process beside a site lets its first readers begin; a first key it makes at once."""

import threading
import time
from datetime import datetime
from pathlib import Path

from flask import Flask

from ethreader.base.clock import Clock
from ethreader.base.db import db
from ethreader.contacts.queries import has_current_key
from ethreader.ops.mail_process import MailProcess
from tests.browser.server import PATIENCE
from tests.once import make_settings
from tests.times import utcnow


class Counted(MailProcess):
    """A mail process that counts its rounds."""

    rounds = 0

    def round(self, *, now: datetime) -> None:
        super().round(now=now)
        self.rounds += 1


def running(app: Flask, folder: Path, *, rest: float) -> tuple[Counted, threading.Thread]:
    process = Counted(make_settings(folder / "instance"), clock=Clock())

    def work() -> None:
        with app.app_context():
            process.run(rest=rest)
            db.session.remove()

    thread = threading.Thread(target=work)
    thread.start()
    return process, thread


def wait_for_a_round(process: Counted) -> None:
    deadline = time.monotonic() + PATIENCE
    while not process.rounds:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_it_rests_where_there_is_a_key(app: Flask, tmp_path: Path) -> None:
    first, thread = running(app, tmp_path, rest=0)
    wait_for_a_round(first)
    first.stop()
    thread.join()

    resting, thread = running(app, tmp_path, rest=PATIENCE)
    thread.join(1)  # Seconds in which it would have made its round.
    rounds = resting.rounds
    resting.stop()
    thread.join()

    assert rounds == 0


def test_it_makes_a_first_key_at_once(app: Flask, tmp_path: Path) -> None:
    process, thread = running(app, tmp_path, rest=10 * PATIENCE)

    wait_for_a_round(process)

    process.stop()
    thread.join()
    assert has_current_key(utcnow())
