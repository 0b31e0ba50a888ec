"""Private keys as files, each readable by the mail process's user alone.

A file is known by the key that is in it, not by its name: a copy under another name is the same
key. Whatever was destroyed leaves a note of its name behind, so that a database from before, or a
copy of the file that comes back, changes nothing.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ethreader.base.reading import read_file
from ethreader.base.settings import WrongSetting
from ethreader.contacts.secret_files import ASIDE, aside, shred, write_secret
from ethreader.contacts.vault import KEY_SIZE, public_half

FOR_OTHERS = 0o077  # What group and others may do with a file.
CHANGE_BY_OTHERS = 0o022
LIMIT = 1000  # Bytes of a file that may be a key.
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])(?!\d)")


@dataclass(frozen=True, kw_only=True)
class KeyFile:
    """A private key, and where it lies; `month` is empty where the name does not tell it."""

    path: Path
    month: str
    public_key: bytes
    private_key: bytes = field(repr=False)


class KeyFiles:
    """The folder of private keys; it is made when the first key is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._refuse_what_others_reach()

    def make_folder(self) -> None:
        """Make the folder for this user alone; raise `WrongSetting` where that fails."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as problem:
            message = f"The folder of mail keys {self.folder} cannot be made ({problem.strerror})."
            raise WrongSetting(message) from problem

    def all(self) -> list[KeyFile]:
        """Return the keys that are here; raise `WrongSetting` where nobody lets us look."""
        found = []
        for path in self._paths("*.key"):
            private = _content(path)
            if len(private) == KEY_SIZE:
                month = MONTH.match(path.name)
                public = public_half(private)
                found.append(
                    KeyFile(
                        path=path,
                        month=month[0] if month else "",
                        public_key=public,
                        private_key=private,
                    )
                )
        return found

    def write(self, month: str, private_key: bytes) -> None:
        """Put a new key in place as a whole, durably."""
        self.make_folder()
        path = self.folder / f"{month}-{_fingerprint(public_half(private_key))}.key"
        write_secret(path, private_key)
        self._flush_names()

    def destroy(self, file: KeyFile) -> None:
        """Overwrite a file and remove it, after a note that it is to be gone.

        It is put aside first: half overwritten it would look like another key.
        """
        note = self._note(file.public_key)
        if not note.exists():
            write_secret(note, f"{file.month}\n".encode())
            self._flush_names()
        going = aside(file.path)
        file.path.replace(going)
        self._shred(going)

    def was_destroyed(self, public_key: bytes) -> bool:
        """Tell whether a key was destroyed here, or was about to be."""
        return self._note(public_key).exists()

    def shred_what_lies_aside(self) -> None:
        """Remove what a kill left of a file that was being written or destroyed."""
        for path in self._paths(f"*{ASIDE}"):
            self._shred(path)

    def _paths(self, pattern: str) -> Iterator[Path]:
        try:
            names = sorted(os.listdir(self.folder))  # noqa: PTH208 - `glob` hides a refusal
        except FileNotFoundError:
            return
        except PermissionError:
            message = (
                f"The folder of mail keys {self.folder} cannot be read by this user. "
                "Run this as the user of the mail process."
            )
            raise WrongSetting(message) from None
        yield from (self.folder / name for name in names if Path(name).match(pattern))

    def _refuse_what_others_reach(self) -> None:
        """Raise `WrongSetting` where others can read a key: they may have copied it already."""
        paths = [*self._paths("*.key")]
        if paths and self.folder.stat().st_mode & CHANGE_BY_OTHERS:
            message = (
                f"The folder of mail keys {self.folder} can be changed by other users of this "
                f"machine. Make it private (chmod 700 {self.folder}) and start again."
            )
            raise WrongSetting(message)
        for path in paths:
            if path.stat().st_mode & FOR_OTHERS:
                message = (
                    f"The mail key {path} can be read by other users of this machine. "
                    f"Make it private (chmod 600 {path}) and start again."
                )
                raise WrongSetting(message)

    def _note(self, public_key: bytes) -> Path:
        return self.folder / f"{_fingerprint(public_key)}.destroyed"

    def _shred(self, path: Path) -> None:
        shred(path)
        self._flush_names()

    def _flush_names(self) -> None:
        """Make durable what the folder says is in it."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _content(path: Path) -> bytes:
    try:
        return read_file(path, limit=LIMIT)
    except OSError as problem:
        message = f"The mail key {path} cannot be read ({problem.strerror})."
        raise WrongSetting(message) from problem


def _fingerprint(public_key: bytes) -> str:
    return public_key.hex()[:32]
