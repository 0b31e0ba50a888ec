"""A process that was forked early waits until it is let go, and for nobody who has ended."""

import os
import time
from pathlib import Path

from ethreader.ops.early_fork import hold, let_go
from ethreader.ops.fork import HeldFork
from tests.browser.server import PATIENCE


def work_in(folder: Path) -> Path:
    return folder / "begun"


def test_fork_begins_when_it_is_let_go(tmp_path: Path) -> None:
    begun = work_in(tmp_path)
    fork = HeldFork(begun.touch)
    time.sleep(0.1)
    was_there = begun.exists()

    fork.let_go()

    assert fork.wait() == "ended with status 0"
    assert (was_there, begun.exists()) == (False, True)


def test_fork_whose_parent_ends_before_that_ends_without_having_begun(tmp_path: Path) -> None:
    begun, heard_of = work_in(tmp_path), tmp_path / "pid"
    parent = os.fork()
    if not parent:
        heard_of.write_text(str(HeldFork(begun.touch).pid))
        os._exit(0)
    os.waitpid(parent, 0)

    deadline = time.monotonic() + PATIENCE
    while _is_there(int(heard_of.read_text())):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    assert not begun.exists()


def _is_there(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text(encoding="ascii")


def test_one_that_has_ended_is_let_go_without_a_word(tmp_path: Path) -> None:
    fork = HeldFork(work_in(tmp_path).touch)
    fork.kill()
    os.waitid(os.P_PID, fork.pid, os.WEXITED | os.WNOWAIT)

    fork.let_go()

    assert fork.wait() == "was ended by signal 9"


def test_a_fork_is_let_go_once(tmp_path: Path) -> None:
    begun = work_in(tmp_path)
    assert let_go() is None
    hold(begun.touch)

    begin = let_go()

    assert begin is not None
    assert begin().wait() == "ended with status 0"
    assert begun.exists()
    assert let_go() is None
