"""A process beside the site is there again, whatever it dies of, and ends with the site."""

import os
import re
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ethreader.ops.fork import Fork
from ethreader.ops.watched import LONGEST_REST, STEADY, WatchedProcess, rest_after
from tests.browser.server import PATIENCE

NAME = "mail process"


def wait_until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def shell(folder: Path, script: str, **given: float) -> WatchedProcess:
    def work() -> None:
        os.chdir(folder)
        os.execv("/bin/sh", ["/bin/sh", "-c", script])

    given = {"first_rest": 0.01, **given}
    again = ("/bin/sh", "-c", f"cd '{folder}'; {script}")
    return WatchedProcess(partial(Fork, work), again=again, name=NAME, **given)


def pids(folder: Path) -> list[int]:
    path = folder / "pids"
    return [int(each) for each in path.read_text().split()] if path.exists() else []


def has_started(folder: Path, count: int) -> bool:
    return len(pids(folder)) == count


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


FAILS = ("/bin/false",)
LASTS = "echo $$ >> pids; exec sleep 100"


def test_a_killed_process_is_there_again_and_ends_with_the_block(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with shell(tmp_path, LASTS):
        for count in (1, 2):
            wait_until(partial(has_started, tmp_path, count))
            os.kill(pids(tmp_path)[-1], signal.SIGKILL)
        wait_until(lambda: len(pids(tmp_path)) == 3)

    assert [is_alive(pid) for pid in pids(tmp_path)] == [False] * 3
    assert caplog.messages == [
        "The mail process was ended by signal 9. It is started again in 0.01 s.",
        "The mail process was ended by signal 9. It is started again in 0.02 s.",
    ]


def test_one_that_fails_at_once_is_started_more_and_more_rarely(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with shell(tmp_path, "echo $$ >> pids; exit 3"):
        wait_until(lambda: len(pids(tmp_path)) == 5)

    rests = [float(rest) for rest in re.findall(r"in (\S+) s\.", caplog.text)]
    assert rests[:4] == [0.01, 0.02, 0.04, 0.08]
    assert "ended with status 3" in caplog.text


def test_a_rest_does_not_hold_up_the_end(tmp_path: Path) -> None:
    began = time.monotonic()
    with shell(tmp_path, "echo $$ >> pids; exit 3", first_rest=2 * PATIENCE):
        wait_until(lambda: pids(tmp_path))

    assert time.monotonic() - began < PATIENCE


def test_what_fails_is_told_and_ends_nothing_else(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    fails = partial(Fork, lambda: 1 // 0)
    with WatchedProcess(fails, again=FAILS, name=NAME, first_rest=0.01):
        wait_until(lambda: len(caplog.messages) == 2)

    assert caplog.messages[0] == (
        "The mail process ended with status 1. It is started again in 0.01 s."
    )
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_what_is_open_here_is_not_open_there(tmp_path: Path) -> None:
    def work() -> None:
        names = [str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.exists()]
        (tmp_path / "open-there").write_text("\n".join(names))

    held = tmp_path / "open-here"
    with held.open("w"), WatchedProcess(partial(Fork, work), again=FAILS, name=NAME):
        wait_until((tmp_path / "open-there").exists)
        wait_until((tmp_path / "open-there").read_text)

    assert str(held) not in (tmp_path / "open-there").read_text()


def test_one_that_does_not_listen_is_ended_by_force(
    tmp_path: Path,
) -> None:
    deaf = "trap '' TERM; echo $$ >> pids; while :; do sleep 100; done"
    with shell(tmp_path, deaf, stops_within=0.1):
        wait_until(lambda: pids(tmp_path))

    assert not is_alive(pids(tmp_path)[0])


def test_keys_pressed_at_the_terminal_are_for_the_site_alone(tmp_path: Path) -> None:
    with shell(tmp_path, LASTS):
        wait_until(lambda: pids(tmp_path))
        group = os.getpgid(pids(tmp_path)[0])

    assert group not in {os.getpgid(0), 0}


@pytest.mark.parametrize(
    ("last", "lived", "rest"),
    [
        pytest.param(0, 0, 1, id="the first time"),
        pytest.param(1, 0, 2, id="again at once"),
        pytest.param(64, STEADY - 1, 128, id="and again"),
        pytest.param(200, 1, LONGEST_REST, id="no longer than the longest"),
        pytest.param(LONGEST_REST, 1, LONGEST_REST, id="for good"),
        pytest.param(LONGEST_REST, STEADY, 1, id="after it ran well"),
    ],
)
def test_what_fails_again_and_again_rests_longer(last: float, lived: float, rest: float) -> None:
    assert rest_after(last, lived=lived, first=1) == rest
