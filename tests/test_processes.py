"""Commands in processes of their own: other terminals, pipes that close, signals."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.browser.server import FLASK, PATIENCE, Site
from tests.conftest import ROOT

pytestmark = pytest.mark.long

POST = (
    b"POST /events/unconditional-support-and-residence/comments HTTP/1.1\r\nHost: x\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nbody=half"
)


def run(site: Site, *words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*FLASK, *words],
        cwd=ROOT,
        env={**site.environment, **environment},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict", "LC_ALL": "C", "PYTHONUTF8": "0"},
    ],
    ids=["C", "POSIX", "Latin-1", "ASCII"],
)
def test_no_terminal_ends_a_command(tmp_path: Path, environment: dict[str, str]) -> None:
    site = Site(
        tmp_path / "Büro – ž",
        ETHREADER_SITE_NAME="Žene – Müller",
        ETHREADER_BASE_URL="http://localhost",
    )

    added = run(site, "moderator", "add", "Žana – Müller", **environment)
    listed = run(site, "moderator", "list", **environment)
    table = run(site, "settings", **environment)

    assert (added.returncode, listed.returncode, table.returncode) == (0, 0, 0)
    assert added.stderr + listed.stderr + table.stderr == b""
    assert b"ana - M" in listed.stdout or "ana – Müller".encode() in listed.stdout
    assert [path.name for path in tmp_path.glob("*/*.sqlite3")] == ["ethreader.sqlite3"]


@pytest.mark.parametrize("reader", ["head -c 5", "true"])
def test_pipe_that_closes_is_no_failure_to_tell(tmp_path: Path, reader: str) -> None:
    site = Site(tmp_path / "instance")
    said = subprocess.run(
        ["sh", "-c", f'"$0" -m flask settings | {reader}', FLASK[0]],
        cwd=ROOT,
        env=site.environment,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )

    assert (said.returncode, said.stderr) == (0, b"")


def test_disk_that_takes_no_output_is_told_once(tmp_path: Path) -> None:
    site = Site(tmp_path / "instance")
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(
            [*FLASK, "settings"],
            cwd=ROOT,
            env=site.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )

    assert (said.returncode, said.stderr) == (1, b"Error: No space left on device.\n")


def test_full_disk_at_the_first_start_is_told(tmp_path: Path) -> None:
    """A file that may not grow stands for it: whoever has no disk to fill has this limit."""
    site = Site(tmp_path / "instance")
    said = subprocess.run(
        ["sh", "-c", 'ulimit -f 8; trap "" XFSZ; exec "$0" -m flask serve', FLASK[0]],
        cwd=ROOT,
        env=site.environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert said.returncode == 1
    assert "Traceback" not in said.stderr
    assert said.stderr.startswith("Error: The site cannot start. The database ")
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "signals",
    [
        [signal.SIGTERM, signal.SIGTERM],
        [signal.SIGINT],
        [signal.SIGHUP],
    ],
    ids=["TERM twice", "INT", "HUP"],
)
def test_half_a_form_holds_no_stop_up(tmp_path: Path, signals: list[signal.Signals]) -> None:
    site = Site(tmp_path / "instance").start()
    process = site.process
    assert process is not None
    with socket.create_connection(("127.0.0.1", site.port)) as visitor:
        visitor.sendall(POST)
        begun = time.monotonic()
        for each in signals:
            process.send_signal(each)
        code = process.wait(timeout=PATIENCE)

    assert code == 0
    assert time.monotonic() - begun < 60
    assert "Traceback" not in site.log


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signal_during_the_first_start_leaves_what_the_next_one_uses(
    tmp_path: Path, sent: signal.Signals
) -> None:
    site = Site(tmp_path / "instance")
    with site.log_path.open("wb") as log:
        # Tests that run in the background ignore signals, and so would the site.
        command = ["env", "--default-signal", *site.program]
        process = subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=log, stderr=log)
    deadline = time.monotonic() + PATIENCE
    while not (site.instance / "ethreader.sqlite3").exists() and time.monotonic() < deadline:
        os.sched_yield()
    process.send_signal(sent)  # In the midst of the migrations.

    assert process.wait(timeout=PATIENCE) != 0
    assert "Traceback" not in site.log
    site.start()
    site.stop()
