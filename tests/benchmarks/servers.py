"""Servers that are measured: processes of their own on the server's core."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.benchmarks.machine import SERVER
from tests.browser.server import FLASK, PATIENCE, free_port
from tests.conftest import ROOT

TICKS = os.sysconf("SC_CLK_TCK")
# Settings of another site, and that no bytecode be kept: each start would compile everything anew.
UNHEARD = ("ETHREADER_", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True)
class Memory:
    """Megabytes of a process: as its own share (PSS), and all that is resident (RSS)."""

    name: str
    pss: float
    rss: float


class Server:
    """A running server with all its processes."""

    def __init__(self, command: list[str], *, log: Path, **environment: str) -> None:
        self.port = free_port()
        self._log = log
        pinned = ["taskset", "--cpu-list", str(SERVER), *command]
        self._command = [each.replace("{port}", str(self.port)) for each in pinned]
        kept = {k: v for k, v in os.environ.items() if not k.startswith(UNHEARD)}
        self._environment = kept | {"PORT": str(self.port)} | environment
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it, and wait until it takes connections."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + PATIENCE
        while not self._listens():
            assert self._process.poll() is None, self._log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline
            time.sleep(0.005)
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop it."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=PATIENCE)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    @property
    def pids(self) -> list[int]:
        """The processes: the one that was started, and all below it."""
        assert self._process is not None
        return [self._process.pid, *_below(self._process.pid)]

    @property
    def main(self) -> int:
        """The process that responds."""
        return self.pids[0]

    @property
    def cpu(self) -> float:
        """The seconds of processor that all processes have used."""
        return sum(_cpu(pid) for pid in self.pids)

    @property
    def memory(self) -> list[Memory]:
        """What each process holds."""
        names = {self.main: "site"}
        return [_memory(pid, names.get(pid, "mail process")) for pid in self.pids]


def site(instance: Path, *, with_mail: bool = False, **settings: str) -> Server:
    """Return the site as its operator starts it."""
    return Server(
        [*FLASK, "serve", *(["--with-mail"] if with_mail else [])],
        log=instance.parent / "site.log",
        FLASK_APP="app",
        HOST="127.0.0.1",
        ETHREADER_INSTANCE=str(instance),
        ETHREADER_PACE="0",
        ETHREADER_LIMITS="off",
        **settings,
    )


def limit(kind: str, folder: Path) -> Server:
    """Return one of the limits, on the same server with the same settings."""
    command = [sys.executable, "-m", "tests.benchmarks.limits", kind, "{port}", str(folder)]
    return Server(command, log=folder / f"{kind}.log")


def _below(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            yield int(child)
            yield from _below(int(child))


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(pid: int, name: str) -> Memory:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    sizes = {line.partition(":")[0]: int(line.split()[1]) / 1024 for line in lines}
    return Memory(name, sizes["Pss"], sizes["Rss"])
