"""Private keys as files of the mail process: one a month, readable by its user alone.

The folder can belong to another user than the site's; docs/mail.md shows it with systemd.
"""

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import WrongSetting
from ethreader.contacts.models import Contact, MailRefusal
from ethreader.contacts.queries import all_keys, key_of_month, keys_to_destroy
from ethreader.contacts.service import publish_key
from ethreader.contacts.vault import ContactDetails, NotOpened, new_pair, open_sealed_box

KEY_SIZE = 32


FOR_OTHERS = 0o077  # What group and others may do with a file.


AHEAD = timedelta(days=7)  # The next month's key is there before it is needed.


class KeyRing:
    """The folder of private keys."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as problem:
            message = f"The folder of mail keys {folder} cannot be made ({problem.strerror})."
            raise WrongSetting(message) from problem
        self.folder = folder
        self._refuse_open_files()

    def _refuse_open_files(self) -> None:
        """Raise `WrongSetting` where others can read a key: they may have copied it already."""
        for path in sorted(self.folder.glob("*.key")):
            if path.stat().st_mode & FOR_OTHERS:
                message = (
                    f"The mail key {path} can be read by other users of this machine. "
                    f"Make it private (chmod 600 {path}) and start again."
                )
                raise WrongSetting(message)

    def private_key(self, month: str) -> bytes | None:
        """Return a month's private key, or nothing once it is destroyed."""
        path = self._path(month)
        return path.read_bytes() if path.exists() else None

    def prepare(self, *, days: int, now: datetime) -> None:
        """Make the key of this month, and of the next one in time; commits."""
        for month in sorted({f"{now:%Y-%m}", f"{now + AHEAD:%Y-%m}"}):
            if key_of_month(month) is not None:
                continue
            private, public = new_pair()
            self._write(month, private)  # Before its public half: nothing is sealed in vain.
            begin_write_transaction()
            if key_of_month(month) is None:
                publish_key(month, public, days=days)
            db.session.commit()

    def destroy_old(self, *, now: datetime) -> int:
        """Destroy the private keys whose time is over; commits and returns how many."""
        begin_write_transaction()
        old = keys_to_destroy(now)
        for key in old:
            self._shred(self._path(key.month))
            key.destroyed_at = now
        db.session.commit()
        self._shred_strangers()
        return len(old)

    def _shred_strangers(self) -> None:
        """Destroy files that a backup brought back after their time."""
        destroyed = {key.month for key in all_keys() if key.destroyed_at is not None}
        for path in self.folder.glob("*.key"):
            if re.fullmatch(r"\d{4}-\d{2}", path.stem) and path.stem in destroyed:
                self._shred(path)

    def _path(self, month: str) -> Path:
        return self.folder / f"{month}.key"

    def _write(self, month: str, private: bytes) -> None:
        draft = self.folder / f".{month}-{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(private)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path(month))

    @staticmethod
    def _shred(path: Path) -> None:
        """Overwrite, then remove; on a copying file system the removal is what counts."""
        if not path.exists():
            return
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(KEY_SIZE))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the lock that keeps a second mail process out."""
    with (folder / "lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = f"Another mail process already works with the keys in {folder}."
            raise WrongSetting(message) from None
        yield


def opened(contact: Contact | MailRefusal, keys: KeyRing) -> ContactDetails | None:
    """Return what a contact holds, or nothing once its key is gone."""
    private = keys.private_key(contact.key.month)
    if private is None:
        return None
    try:
        return open_sealed_box(contact.sealed_box, private, comment_id=contact.comment_id)
    except NotOpened:
        return None
