"""The erasure ledger: what was erased, by random names and nothing else.

It is a file beside the database, so that a restored database does not bring it back to an
older state; what it names is erased anew after a restore.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

COMMENT = "comment"  # The oldest kind: its names stand in the file by themselves.


class Entry(NamedTuple):
    """What was erased: of which kind, and its name among that kind."""

    kind: str
    name: str


def record(folder: Path, entry: Entry) -> None:
    """Add what is erased to the ledger, durably; before the database forgets it."""
    line = entry.name if entry.kind == COMMENT else "-".join(entry)
    with _path(folder).open("a", encoding="ascii") as ledger:
        ledger.write(f"{line}\n")
        ledger.flush()
        os.fsync(ledger.fileno())


def entries(folder: Path) -> Iterator[Entry]:
    """Yield all that was ever erased, each once, in the order of its first erasure."""
    path = _path(folder)
    lines = path.read_text(encoding="ascii").split() if path.exists() else []
    for line in dict.fromkeys(lines):
        kind, _, name = line.rpartition("-")
        yield Entry(kind or COMMENT, name)


def _path(folder: Path) -> Path:
    return folder / "erasures.txt"
