"""The site as its operator starts it: a process of its own, by `flask serve`."""

import atexit
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

FLASK = [sys.executable, "-m", "flask"]
PATIENCE = 90.0  # Seconds: a machine that has much else to do is slow, not broken.


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Site:
    """A running site; `url` is where it answers and `log` what it has printed."""

    def __init__(self, instance: Path, *, with_mail: bool = False, **settings: str) -> None:
        self.with_mail = with_mail
        self.program = [*FLASK, "serve", "--demo", *(["--with-mail"] if with_mail else [])]
        self.instance = instance
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log_path = instance.parent / f"{instance.name}.log"
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ETHREADER_")}
        self.environment = kept | {
            "FLASK_APP": "app",
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "ETHREADER_INSTANCE": str(instance),
            "ETHREADER_PACE": "0",
            "ETHREADER_LIMITS": "off",
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8")

    def start(self) -> "Site":
        """Start it and wait until it serves; what does not is ended."""
        try:
            return self._start()
        except BaseException:
            if self.process is not None:
                self.process.kill()
            raise

    def _start(self) -> "Site":
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                self.program,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=PATIENCE) as response:
                    assert response.read() == b"ok\n"
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
            else:
                assert not self.with_mail or self._has_key(), "A page came before there was a key."
                return self
        raise AssertionError(f"The site did not start: {self.log}")

    def _has_key(self) -> bool:
        """Tell whether addresses can be sealed."""
        database = sqlite3.connect(self.instance / "ethreader.sqlite3", timeout=10)
        try:
            return bool(database.execute("SELECT count(*) FROM vault_key").fetchone()[0])
        finally:
            database.close()

    def start_mail(self) -> "subprocess.Popen[bytes]":
        """Start the mail process beside it; whoever does so ends it."""
        with self.log_path.open("ab") as log:
            return subprocess.Popen(
                [*FLASK, "mail", "run"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=PATIENCE)
            self.process = None

    def kill(self) -> None:
        """End it as a power cut would, without a word; its mail process follows by itself."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(timeout=PATIENCE)
        self.process = None

    def command(self, *words: str, typed: str = "") -> str:
        """Run a `flask` command beside the running site and return what it printed."""
        result = subprocess.run(
            [*FLASK, *words],
            cwd=ROOT,
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    def sign_in_link(self, name: str, *options: str) -> str:
        """Add a moderator and return the link that sets the password."""
        said = self.command("moderator", "add", name, *options)
        link = re.search(r"http://\S+/moderation/link/\S+", said)
        assert link is not None
        return link[0]


@cache
def _set_up() -> Path:
    """Return an instance folder as the first start leaves it: the demo, and a key for emails."""
    parent = Path(tempfile.mkdtemp(prefix="ethreader-instance-"))
    atexit.register(shutil.rmtree, parent)
    folder = parent / "instance"
    Site(folder, with_mail=True).start().stop()
    return folder


def demo_site(instance: Path, *, with_mail: bool = False, **settings: str) -> Site:
    """Start a site on a copy of what the first start of this process's first site has made.

    Its forms offer to tell of replies, whether a mail process runs beside it or not.
    """
    shutil.copytree(_set_up(), instance)
    return Site(instance, with_mail=with_mail, **settings).start()
