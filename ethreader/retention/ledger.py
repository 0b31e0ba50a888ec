"""The erasure ledger: what was erased, by random names and nothing else.

It is a file in a folder of its own, which no backup of the database brings along: a restored
database is older than the ledger, and what the ledger names is erased anew. Whoever reads it
learns how much was erased. Writing is whole lines, one writer at a time, on the disk before it
returns; reading takes what is whole, and tells which lines are not.
"""

import errno
import fcntl
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ethreader.base.reading import read_file

COMMENT = "comment"  # The oldest kind: its names stand in the file by themselves.
UNDONE = "shown"  # Names of the ledger that count no more: what they stood for is shown again.
FILE = "erasures.txt"
LIMIT = 1 << 28  # Bytes: some millions of erasures.

_WHOLE = re.compile(rb"[a-z]{1,12}-[0-9a-f]{16,64}|[0-9a-f]{16}")
# In a damaged line: names that run into each other, or that a tear stands before. One that is
# made up of two halves names nothing, since names are random.
_KNOWN = (
    rb"(?:contact|event|speaker|page|eventoff|speakeroff|pageoff|shown)-[0-9a-f]{64}"
    rb"|(?:contact|picture)-[0-9a-f]{32}|[0-9a-f]{16}"
)
_SAVED = (re.compile(_KNOWN), re.compile(rb"(?:%s)$" % _KNOWN))


class Entry(NamedTuple):
    """What was erased: of which kind, and its name among that kind."""

    kind: str
    name: str


class Reading(NamedTuple):
    """What a ledger says, each once in the order of its first erasure, and its damaged lines."""

    entries: tuple[Entry, ...]
    damaged: tuple[int, ...]


def record(folder: Path, *entries: Entry) -> None:
    """Add what is erased to the ledger, durably; raise `OSError` where the disk refuses."""
    names = (each.name if each.kind == COMMENT else "-".join(each) for each in entries)
    lines = "".join(f"{name}\n" for name in names).encode("ascii")
    with _locked(folder) as file:
        if not _ends_whole(file):
            lines = b"\n" + lines
        if os.write(file, lines) != len(lines):
            message = "The ledger of erasures took a part of a line only."
            raise OSError(message)
        os.fsync(file)


def require_writable(folder: Path) -> None:
    """Raise `OSError` where nothing could be recorded."""
    with _locked(folder):
        pass


def read(folder: Path) -> Reading:
    """Return what was ever erased; raise `OSError` where there is a ledger that cannot be read."""
    try:
        content = read_file(folder / FILE, limit=LIMIT)
    except FileNotFoundError:
        content = b""
    entries, damaged = [], []
    for number, line in enumerate(content.split(b"\n"), 1):
        text = line.strip(b"\r \t\0")
        is_whole = _WHOLE.fullmatch(text) is not None
        if text and not is_whole:
            damaged.append(number)
        for name in [text] if is_whole else _names_within(text):
            kind, _, rest = name.decode("ascii").rpartition("-")
            entries.append(Entry(kind or COMMENT, rest))
    return Reading(tuple(dict.fromkeys(entries)), tuple(damaged))


def adopt(folder: Path, older: Path) -> None:
    """Take over the ledger of an earlier version, which lay beside the database.

    Raises `OSError` where one of the two cannot be read or written.
    """
    if not (older / FILE).exists() or older == folder:
        return
    known = read(folder).entries
    if new := [entry for entry in read(older).entries if entry not in known]:
        record(folder, *new)
    (older / FILE).unlink()


def _names_within(damaged: bytes) -> list[bytes]:
    return [name for pattern in _SAVED for name in pattern.findall(damaged)]


@contextmanager
def _locked(folder: Path) -> Iterator[int]:
    """Open the file for one writer at a time."""
    _make(folder)
    path = folder / FILE
    is_new = not path.exists()
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(errno.EINVAL, "It is no plain file", str(path))
        fcntl.flock(file, fcntl.LOCK_EX)
        if is_new:
            os.fchmod(file, folder.stat().st_mode & 0o660)
            _flush_names(folder)
        yield file
    finally:
        os.close(file)


def _make(folder: Path) -> None:
    """Make the folder, for whom the one above lets write, the mail process's user for example."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        above = folder.parent.stat().st_mode
        folder.mkdir(exist_ok=True, mode=0o700)
        folder.chmod(0o700 | above & (0o2070 if above & 0o020 else 0))
        with suppress(PermissionError):  # Not ours: somebody else looks after its names.
            _flush_names(folder.parent)


def _flush_names(folder: Path) -> None:
    """Let the names in a folder survive a power cut, and not only what is in its files."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _ends_whole(file: int) -> bool:
    size = os.fstat(file).st_size
    return size == 0 or os.pread(file, 1, size - 1) == b"\n"
