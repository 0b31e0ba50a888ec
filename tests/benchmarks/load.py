"""Readers, as many as are wanted: `wrk`, on the core that asks."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.servers import Server

SCRIPT = Path(__file__).with_name("wrk.lua")
WAIT = 20  # Seconds for a page; then it has failed.


@dataclass(frozen=True, kw_only=True)
class Load:
    """What readers were given: pages, bytes and milliseconds."""

    seconds: float
    requests: int
    bytes: int
    refused: int  # Statuses from 400 on.
    lost: int  # Connections that broke off.
    p50: float
    p99: float
    cpu: float  # Milliseconds of the server's processor a page.

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.requests / self.seconds


def read(
    server: Server,
    paths: Sequence[str],
    *,
    connections: int,
    seconds: float,
    headers: Mapping[str, str] | None = None,
) -> Load:
    """Ask for the paths in turn, again and again, on so many connections."""
    used = server.cpu
    with begun(server, paths, connections=connections, seconds=seconds, headers=headers) as asking:
        said, _ = asking.communicate()
    told = json.loads(said.splitlines()[-1])
    cpu = (server.cpu - used) * 1000 / max(told["requests"], 1)
    return Load(**told, cpu=cpu)


def begun(
    server: Server,
    paths: Sequence[str],
    *,
    connections: int,
    seconds: float,
    headers: Mapping[str, str] | None = None,
) -> "subprocess.Popen[bytes]":
    """Start to ask; wrk knows whole seconds only."""
    options = ["-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", f"--timeout={WAIT}s"]
    for name, value in (headers or {}).items():
        options += ["-H", f"{name}: {value}"]
    url = f"http://127.0.0.1:{server.port}/"
    command = ["wrk", *options, "-s", str(SCRIPT), url, "--", *paths]
    return subprocess.Popen(command, stdout=subprocess.PIPE)
