"""`kill -9` before every change of keys: each file written, moved or removed, and each commit."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from ethreader.base.db import db
from ethreader.contacts.queries import current_key
from ethreader.ops.mail_process import MailProcess
from tests.keys.wishes import process_with, public_halves, published_keys

# Each near the end of a month, when there are two keys.
NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
LATER = datetime(2027, 4, 27, 12, 0, tzinfo=UTC)


def is_killed(work: Callable[[], object], *, folder: Path, change: int) -> bool:
    """Do something in a child that is killed before its `change`th change; tell whether it was."""
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        _kill_before(change, folder)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _kill_before(change: int, folder: Path) -> None:
    left = change

    def count(*_of_event: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def look(name: str, arguments: tuple[Any, ...]) -> None:
        is_change = name in {"os.rename", "os.remove"}
        is_write = name == "open" and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if (is_change or is_write) and str(folder) in str(arguments[0]):
            count()

    sys.addaudithook(look)
    event.listen(db.engine, "commit", count)


def begin_anew(process: MailProcess) -> None:
    """Have keys as a first start leaves them."""
    for path in process.keys.folder.glob("*.*"):
        path.unlink()
    for key in published_keys():
        db.session.delete(key)
    db.session.commit()
    process.keep_keys(NOW)


def halves(*, destroyed: bool) -> set[bytes]:
    return {
        key.public_key for key in published_keys() if (key.destroyed_at is not None) is destroyed
    }


@pytest.mark.long
def test_keys_that_are_destroyed_and_made_under_kills(app: Flask, tmp_path: Path) -> None:
    process = process_with(tmp_path)
    folder = process.keys.folder
    change, was_killed = 0, True
    while was_killed:
        change += 1
        begin_anew(process)
        old = halves(destroyed=False)

        # It destroys the old keys and makes new ones.
        was_killed = is_killed(lambda: process.keep_keys(LATER), folder=folder, change=change)

        assert halves(destroyed=True) & public_halves(folder) == set()
        process.keep_keys(LATER)
        assert halves(destroyed=True) == old
        assert halves(destroyed=False) == public_halves(folder)
        assert [key for key in published_keys() if key.missing_at is not None] == []
        assert [path.name for path in folder.glob(".*")] == []
        assert current_key(LATER) is not None
    assert change > 15
