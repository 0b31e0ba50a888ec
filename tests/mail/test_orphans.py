"""A mail process whose site was killed before it began ends by itself: nobody else would end it."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from ethreader.ops.fork import Fork
from ethreader.ops.lean_mail_process import run_beside_site
from tests.browser.server import PATIENCE

Begin = Callable[[Flask, int], object]


def forked(app: Flask, parent: int) -> None:
    run_beside_site(app, parent=parent)


def started_anew(app: Flask, parent: int) -> None:
    app.test_cli_runner().invoke(args=["mail", "run", "--parent", str(parent)])


def mail_process_of_a_dying_site(app: Flask, begin: Begin, told: int) -> None:
    """Be a site that is killed when its mail process is there, and has not begun."""
    site = os.getpid()

    def work() -> None:
        while os.getppid() == site:
            os.sched_yield()
        begin(app, site)

    os.write(told, str(Fork(work).pid).encode())
    os.kill(site, signal.SIGKILL)


def is_there(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text(encoding="ascii")


@pytest.mark.parametrize("begin", [forked, started_anew])
def test_mail_process_that_lost_its_site_before_it_began_ends(app: Flask, begin: Begin) -> None:
    heard, told = os.pipe()
    site = os.fork()
    if not site:
        mail_process_of_a_dying_site(app, begin, told)
    os.waitpid(site, 0)
    os.close(told)
    with os.fdopen(heard, "rb") as pipe:
        mail = int(pipe.read())

    deadline = time.monotonic() + PATIENCE
    while is_there(mail):
        assert time.monotonic() < deadline
        time.sleep(0.005)
