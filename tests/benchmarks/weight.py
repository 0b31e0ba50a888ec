"""What a site takes beside time for pages: memory, its start, flushes to the disk."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.connection import Connection
from tests.benchmarks.instance import HELD, Filled
from tests.benchmarks.load import read
from tests.benchmarks.posting import post
from tests.benchmarks.reading import GZIP, PAGE
from tests.benchmarks.servers import Memory, Server, site
from tests.benchmarks.sizes import Sizes

FLUSH = re.compile(r"\b(fsync|fdatasync)\(")
SETTLED = 3.0  # Seconds after which the mail process has done its first round.
PIECES = 4  # Looks at memory on the way.


@dataclass(frozen=True)
class Held:
    """The memory of all processes, after so many requests."""

    requests: int
    processes: list[Memory]

    @property
    def pss(self) -> float:
        """Megabytes of all together; what they share counts once."""
        return sum(each.pss for each in self.processes)


def memory(filled: Filled, sizes: Sizes) -> list[Held]:
    """Look at the memory at the start and while so many pages are given out, and some are built."""
    with site(filled.instance, with_mail=True) as server:
        time.sleep(SETTLED)
        asked, held = 0, [Held(0, server.memory)]
        while asked < sizes.requests:
            posted = post(server, HELD, connections=4, seconds=sizes.seconds)
            asked += posted.acknowledged + _read(server, sizes.requests / PIECES)
            held.append(Held(asked, server.memory))
    return held


def _read(server: Server, pages: float) -> int:
    given = 0
    while given < pages:
        load = read(server, [PAGE, "/"], connections=64, seconds=5, headers=GZIP)
        assert not load.refused
        given += load.requests
    return given


def first_page(filled: Filled, *, times: int) -> list[float]:
    """Start the site again and again; return the seconds until a reader has the article."""
    taken = []
    for _ in range(times):
        begin = time.monotonic()
        with site(filled.instance, with_mail=True) as server:
            reader = Connection(server.port)
            status, _ = reader.get(PAGE)
            taken.append(time.monotonic() - begin)
            assert status == 200
            reader.close()
    return taken


@dataclass(frozen=True)
class Flushes:
    """How often the disk was told to keep what it was given, for so many comments."""

    connections: int
    acknowledged: int
    counted: int


def flushes(filled: Filled, sizes: Sizes) -> list[Flushes]:
    """Count flushes while comments are posted; nothing where they cannot be counted."""
    if shutil.which("strace") is None or os.geteuid() != 0:
        return []
    with site(filled.instance) as server:
        return [_flushes(server, connections, sizes.flushes) for connections in (1, 8)]


def _flushes(server: Server, connections: int, seconds: int) -> Flushes:
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        which = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(trace)]
        looking = subprocess.Popen([*which, "-p", str(server.main)])
        time.sleep(1.0)  # Until it is attached to each thread.
        posted = post(server, HELD, connections=connections, seconds=seconds)
        looking.terminate()
        looking.wait()
        counted = len(FLUSH.findall(trace.read_text(encoding="utf-8")))
    return Flushes(connections, posted.acknowledged, counted)
