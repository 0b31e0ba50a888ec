"""The erasure ledger: which comments were erased, by their random ids and nothing else.

It is a file beside the database, so that a restored database does not bring it back to an
older state; what it names is erased anew after a restore.
"""

import os
from pathlib import Path


def record(folder: Path, public_ids: list[str]) -> None:
    """Add erased comments to the ledger, durably; before the database forgets them."""
    with _path(folder).open("a", encoding="ascii") as ledger:
        ledger.writelines(f"{public_id}\n" for public_id in public_ids)
        ledger.flush()
        os.fsync(ledger.fileno())


def erased_ids(folder: Path) -> set[str]:
    """Return the ids of all comments that were ever erased."""
    path = _path(folder)
    return set(path.read_text(encoding="ascii").split()) if path.exists() else set()


def _path(folder: Path) -> Path:
    return folder / "erasures.txt"
