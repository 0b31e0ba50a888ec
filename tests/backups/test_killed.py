"""Making and restoring, killed at many moments: the old or the new, and nothing half.

Each try is a process of its own that is forked from this one, so that its moment can be chosen
within thousandths of a second of its work.
"""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.ops.backups.folders import backups_in
from ethreader.ops.backups.manifest import read_manifest
from ethreader.ops.backups.postgres_place import OTHERS
from ethreader.ops.backups.restoring import checked
from ethreader.ops.backups.sqlite_place import SqlitePlace
from tests.backups.keeping import backup_of, bodies, files_in, restore_to
from tests.conftest import EVENT_FILE, make_comment, make_event

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("ignore:This process")]
MOMENTS = {"sqlite": 24, "postgresql": 10}  # What takes long there is the server's.


def fork(work: Callable[[], object]) -> int:
    """Start work in a copy of this process; none of its connections are carried over."""
    db.session.remove()
    db.engine.dispose()
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return pid


def killed_after(work: Callable[[], object], seconds: float) -> bool:
    """Kill work after so long; tell whether it had not ended by itself."""
    pid = fork(work)
    time.sleep(seconds)  # The moment is the subject.
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def moments(work: Callable[[], object]) -> list[float]:
    """Return moments spread over the time that work takes here, and a little beyond."""
    began = time.monotonic()
    os.waitpid(fork(work), 0)
    took = (time.monotonic() - began) * 1.1
    count = MOMENTS[db.engine.dialect.name]
    return [took * number / count for number in range(count)]


def wait_for_server() -> None:
    """Wait until PostgreSQL has noticed that the other side of a connection is gone."""
    if db.engine.dialect.name == "sqlite":
        return
    deadline = time.monotonic() + 60
    while db.session.scalar(OTHERS):
        assert time.monotonic() < deadline
        db.session.remove()
        time.sleep(0.02)


def fill_with_comments(folder: Path) -> None:
    event = make_event(folder, "winter-meeting", EVENT_FILE)
    for number in range(20):
        make_comment(event, body=f"{number} {'words ' * 500}")
    make_comment(event, body="In the backup.")


def test_a_backup_that_is_killed_is_none(site: Flask, tmp_path: Path) -> None:
    fill_with_comments(tmp_path)
    folder, settings = tmp_path / "backups", site.extensions["settings"]

    tried = moments(lambda: backup_of(site, folder))
    killed = [killed_after(lambda: backup_of(site, folder), moment) for moment in tried]

    assert any(killed)
    for each in backups_in(folder):
        assert checked(each, settings).rows["comment"] == 21
    last = backup_of(site, folder)
    assert read_manifest(last).rows["comment"] == 21
    assert not list(folder.glob(".unfinished-*"))


def test_a_restore_that_is_killed_leaves_the_old_or_the_new(site: Flask, tmp_path: Path) -> None:
    fill_with_comments(tmp_path)
    backup = backup_of(site, tmp_path / "backups")
    old, new, mixed, killed = 0, 0, [], 0

    tried = moments(lambda: restore_to(site, backup))
    for moment in tried:
        _write("Since then.")
        killed += killed_after(lambda: restore_to(site, backup), moment)
        wait_for_server()
        last = bodies()[-1]
        old += last == "Since then."
        new += last == "In the backup."
        mixed += [last] if last not in {"Since then.", "In the backup."} else []
        assert len(bodies()) == 21

    assert (mixed, old + new) == ([], len(tried))
    assert old > 0
    assert killed > 0
    restore_to(site, backup)
    assert bodies()[-1] == "In the backup."
    assert not [name for name in files_in(tmp_path / "instance") if "restoring" in name]


def test_a_kill_between_setting_aside_and_putting_in_place_changes_nothing(
    app: Flask, tmp_path: Path
) -> None:
    fill_with_comments(tmp_path)
    backup, settings = backup_of(app, tmp_path / "backups"), app.extensions["settings"]
    _write("Since then.")
    place = SqlitePlace(settings, stamp="20260203-090000")

    place.refuse_if_open()
    with place.made_ready(backup, read_manifest(backup)):
        pass
    place._set_aside()

    assert bodies()[-1] == "Since then."
    restore_to(app, backup)
    assert bodies()[-1] == "In the backup."
    assert not list(settings.instance.glob(".restoring*"))


def _write(body: str) -> None:
    """Let the last comment say something else, in the log and not yet in SQLite's file."""
    table = db.metadata.tables["comment"]
    begin_write_transaction()
    db.session.execute(table.update().where(table.c.id == 21).values(body=body))
    db.session.commit()
