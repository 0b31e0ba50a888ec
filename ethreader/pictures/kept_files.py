"""The files of pictures and documents in the instance folder, for this user alone.

A picture is a folder, a document a file; either appears whole, under its name, or not at all. What
is not whole yet, or not named by the database yet, begins with a dot.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from ethreader.base.own_files import document_file

COMING = ".coming-"
_NAME = re.compile(r"[0-9a-f]{32}")


class Shelf:
    """The two folders below the instance folder."""

    def __init__(self, instance: Path) -> None:
        self.pictures = instance / "pictures"
        self.documents = instance / "documents"

    def picture(self, name: str) -> Path:
        """Return the folder of a picture."""
        return self.pictures / name

    def document(self, name: str) -> Path:
        """Return the file of a document."""
        return self.documents / document_file(name)

    def put_aside(self, name: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Write the files of a picture under a name that counts for nothing yet."""
        folder = self.pictures / f"{COMING}{name}"
        shutil.rmtree(folder, ignore_errors=True)  # Of a try that was killed.
        _make(folder)
        for file, content in files:
            _write(folder / file, content)
        _flush(folder)

    def put_document_aside(self, name: str, content: bytes) -> None:
        """Write a document under a name that counts for nothing yet."""
        _make(self.documents)
        _write(self.documents / f"{COMING}{name}", content)

    def take_in(self, name: str) -> bool:
        """Let what was put aside have its name; tell whether anything was."""
        is_there = False
        for folder, final in (
            (self.pictures, self.picture(name)),
            (self.documents, self.document(name)),
        ):
            aside = folder / f"{COMING}{name}"
            if aside.exists():
                aside.rename(final)
                _flush(folder)
                is_there = True
        return is_there

    def remove(self, name: str) -> bool:
        """Delete all files of a picture or document; tell whether there were any."""
        there = [each for each in self._paths(name) if each.exists()]
        for each in there:
            if each.is_dir():
                shutil.rmtree(each)
            else:
                each.unlink()
            _flush(each.parent)
        return bool(there)

    def names(self) -> set[str]:
        """Return the names of all that is there, also of what is not whole."""
        return {name for name, _ in self._there()}

    def names_older_than(self, moment: datetime) -> set[str]:
        """Return the names of what has lain there since before a moment."""
        limit = moment.timestamp()
        return {name for name, path in self._there() if path.stat().st_mtime < limit}

    def touch(self, names: Iterable[str]) -> None:
        """Let files count as new."""
        for path in (path for name in names for path in self._paths(name) if path.exists()):
            os.utime(path)

    def _paths(self, name: str) -> tuple[Path, ...]:
        aside = f"{COMING}{name}"
        places = (self.pictures / aside, self.documents / aside)
        return (self.picture(name), self.document(name), *places)

    def _there(self) -> Iterator[tuple[str, Path]]:
        for folder in (self.pictures, self.documents):
            for path in folder.iterdir() if folder.is_dir() else ():
                name = path.name.removeprefix(COMING).removesuffix(".pdf")
                if _NAME.fullmatch(name):
                    yield name, path


def _make(folder: Path) -> None:
    """Make a folder, and the one above; `parents` of `mkdir` would leave that open to others."""
    for each in (folder.parent, folder):
        each.mkdir(exist_ok=True, mode=0o700)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
