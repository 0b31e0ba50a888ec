"""Files of the mail process that nobody else may read, and their end."""

import os
import secrets
from pathlib import Path
from typing import BinaryIO

ASIDE = ".aside"  # The end of the name of what is being written or destroyed.


def aside(path: Path) -> Path:
    """Return a name for a file while it is not whole."""
    return path.with_name(f".{path.stem}-{secrets.token_hex(4)}{ASIDE}")


def write_secret(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for this user alone, onto the disk.

    Its folder, and the one above, are made where they are not there.
    """
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = aside(path)
    with _opened(draft, os.O_EXCL) as file:
        _write(file, content)
    draft.replace(path)


def append_line(path: Path, line: str) -> None:
    """Add a line, onto the disk; one that a crash tore before does not spoil it."""
    with _opened(path, os.O_APPEND) as file:
        _write(file, f"\n{line}\n".encode("ascii"))


def shred(path: Path) -> None:
    """Overwrite, then remove; on a copying file system the removal is what counts."""
    if path.is_file():
        with path.open("r+b") as file:
            _write(file, secrets.token_bytes(path.stat().st_size))
    path.unlink(missing_ok=True)


def _opened(path: Path, flag: int) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | flag, 0o600), "wb")


def _write(file: BinaryIO, content: bytes) -> None:
    file.write(content)
    file.flush()
    os.fsync(file.fileno())
