"""The machine: which cores serve and which ask, and what may be said of it in a document."""

import os
import platform
import shutil
import sqlite3
from importlib.metadata import version
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0))
SERVER, LOAD = CORES[0], CORES[-1]
LIBRARIES = ("flask", "sqlalchemy", "granian", "jinja2")


def ask_from_one_core() -> None:
    """Keep this process, which asks, and what it starts away from the server's core."""
    os.sched_setaffinity(0, {LOAD})


def described() -> str:
    """Return a sentence about processor, memory and versions; no name, no path."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{_processor()}, {len(CORES)} cores, {pages * size / 2**30:.0f} GiB; "
        f"Linux {platform.release().partition('-')[0]}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {libraries}"
    )


def missing() -> list[str]:
    """Return the programs that a measurement needs and that are not here."""
    return [name for name in ("wrk", "taskset") if shutil.which(name) is None]


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
