"""`kill -9` at every line of the code that makes, finds and destroys keys."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from flask import Flask

from ethreader.base.db import db
from ethreader.contacts import key_files, keyring
from ethreader.contacts.queries import current_key
from ethreader.ops.mail_process import MailProcess
from tests.keys.wishes import process_with, public_halves, published_keys
from tests.times import utcnow

STEPS = (keyring.__file__, key_files.__file__)
LATER = timedelta(days=140)


def work_and_die(work: Callable[[], object], *, spare: set[tuple[str, int]]) -> tuple[str, int]:
    """Do something in a child that is killed at the first line not in `spare`; name that line.

    Returns ("", 0) where the child came to its end.
    """
    db.session.remove()
    db.engine.dispose()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        sys.settrace(_killer(spare, writing))
        work()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        place, _, line = pipe.read().partition(":")
    os.waitpid(child, 0)
    return place, int(line or 0)


def _killer(spare: set[tuple[str, int]], writing: int) -> Callable[..., Any]:
    def trace(frame: FrameType, event: str, _argument: object) -> Callable[..., Any] | None:
        path = frame.f_code.co_filename
        if path not in STEPS:
            return None
        if event == "line" and (path, frame.f_lineno) not in spare:
            os.write(writing, f"{path}:{frame.f_lineno}".encode())
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


def kill_at_every_line(
    prepare: Callable[[], object], work: Callable[[], object], check: Callable[[], None]
) -> int:
    """Kill `work` at each of its lines in turn; `check` what is left; return how many lines."""
    killed: set[tuple[str, int]] = set()
    while True:
        prepare()
        at = work_and_die(work, spare=killed)
        check()
        if at == ("", 0):
            return len(killed)
        killed.add(at)


@pytest.fixture
def process(app: Flask, tmp_path: Path) -> MailProcess:
    return process_with(tmp_path)


def forget_all(process: MailProcess) -> None:
    """Begin anew: no key in the folder, none in the database."""
    for path in process.keys.folder.glob("*"):
        path.unlink()
    for key in published_keys():
        db.session.delete(key)
    db.session.commit()


def check_keys(process: MailProcess, tmp_path: Path, *, now: datetime) -> None:
    """Whatever was killed: no half without the other, nothing on record that is still there."""
    here = public_halves(tmp_path)
    published = {key.public_key for key in published_keys() if key.destroyed_at is None}
    destroyed = {key.public_key for key in published_keys() if key.destroyed_at is not None}
    assert destroyed & here == set()
    process.keep_keys(now)
    here_now = public_halves(tmp_path)
    alive = {key.public_key for key in published_keys() if key.destroyed_at is None}
    assert alive == here_now
    assert [key for key in published_keys() if key.missing_at is not None] == []
    assert [path.name for path in process.keys.folder.glob(".*")] == []
    assert current_key(now) is not None
    assert published - alive <= {
        key.public_key for key in published_keys() if key.destroyed_at is not None
    }


def test_making_keys_killed_anywhere_leaves_no_half_alone(
    process: MailProcess, tmp_path: Path
) -> None:
    now = utcnow()

    lines = kill_at_every_line(
        lambda: forget_all(process),
        lambda: process.keep_keys(now),
        lambda: check_keys(process, tmp_path, now=now),
    )

    assert lines > 50


def test_destroying_keys_killed_anywhere_is_done_again_and_on_record_once_done(
    process: MailProcess, tmp_path: Path
) -> None:
    now = utcnow()

    def prepare() -> None:
        forget_all(process)
        process.keep_keys(now)

    lines = kill_at_every_line(
        prepare,
        lambda: process.keep_keys(now + LATER),
        lambda: check_keys(process, tmp_path, now=now + LATER),
    )

    assert lines > 60
    assert len([key for key in published_keys() if key.destroyed_at is not None]) >= 1
