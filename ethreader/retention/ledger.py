"""The erasure ledger: which comments and contacts were erased, by random names and nothing else.

A comment's is its public id, a contact's its `ledger_id`.

It is a file beside the database, so that a restored database does not bring it back to an
older state; what it names is erased anew after a restore.
"""

import os
from pathlib import Path


def record(folder: Path, names: list[str]) -> None:
    """Add what is erased to the ledger, durably; before the database forgets it."""
    with _path(folder).open("a", encoding="ascii") as ledger:
        ledger.writelines(f"{name}\n" for name in names)
        ledger.flush()
        os.fsync(ledger.fileno())


def erased_names(folder: Path) -> set[str]:
    """Return the names of all that was ever erased."""
    path = _path(folder)
    return set(path.read_text(encoding="ascii").split()) if path.exists() else set()


def _path(folder: Path) -> Path:
    return folder / "erasures.txt"
