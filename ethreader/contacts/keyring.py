"""Keys from their making to their end: what the database says of them, and the files.

The folder of the files can belong to another user than the site's; docs/mail.md shows it with
systemd. A kill at any moment leaves no public half without its private one, and nothing on record
as destroyed whose file is still there.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import WrongSetting
from ethreader.contacts.key_files import KeyFile, KeyFiles
from ethreader.contacts.models import Contact, VaultKey
from ethreader.contacts.queries import (
    all_keys,
    contact_counts,
    key_of_month,
    keys_not_destroyed,
    keys_to_destroy,
    missing_keys,
)
from ethreader.contacts.service import CONFIRM_WITHIN, end_of_life, publish_key
from ethreader.contacts.vault import ContactDetails, NotOpened, new_pair, open_sealed_box

AHEAD = timedelta(days=7)  # The next month's key is there before it is needed.


class KeyRing:
    """The private keys of this site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = KeyFiles(folder)

    def make_folder(self) -> None:
        """Make the folder for this user alone, before anything else is kept in it."""
        self._files.make_folder()

    def private_keys(self) -> dict[bytes, bytes]:
        """Return the private keys that are here, by their public halves."""
        return {file.public_key: file.private_key for file in self._files.all()}

    def look_after(self, *, days: int, now: datetime) -> None:
        """Make the keys that are needed, destroy those whose time is over, miss none; commits.

        Raises `WrongSetting` where the private half of a published key is missing.
        """
        db.session.rollback()
        self._files.shred_what_lies_aside()
        self._destroy_what_came_back(days=days, now=now)
        self._compare(now=now)
        self._destroy_old(now=now)
        if missing := missing_keys():
            raise WrongSetting(self._sentence(missing))
        self.prepare(days=days, now=now)

    def give_up_missing(self, *, days: int, now: datetime) -> Sequence[VaultKey]:
        """Go on without the private halves that are missing, with a new key; commits."""
        self._files.shred_what_lies_aside()
        self._compare(now=now)
        begin_write_transaction()
        missing = missing_keys()
        for key in missing:
            key.given_up_at = now
        db.session.commit()
        self.prepare(days=days, now=now)
        return missing

    def prepare(self, *, days: int, now: datetime) -> None:
        """Make the key of this month, and of the next one in time; commits."""
        for month in sorted({f"{now:%Y-%m}", f"{now + AHEAD:%Y-%m}"}):
            if key_of_month(month) is None:
                self._publish(month, self._unpublished(month) or self._made(month), days=days)

    def _made(self, month: str) -> bytes:
        """Return the public half of a new pair."""
        private, public = new_pair()
        self._files.write(month, private)  # Before the public half is known: none seals in vain.
        return public

    def _unpublished(self, month: str) -> bytes | None:
        """Return a key that the database does not know: a kill, or a restore, came in between."""
        known = {key.public_key for key in all_keys()}
        unknown = (f for f in self._files.all() if f.month == month and f.public_key not in known)
        return next((file.public_key for file in unknown), None)

    @staticmethod
    def _publish(month: str, public_key: bytes, *, days: int) -> None:
        begin_write_transaction()
        if key_of_month(month) is None:
            publish_key(month, public_key, days=days)
        db.session.commit()

    def _compare(self, *, now: datetime) -> None:
        """Mark whose private half is missing, and whose is here again."""
        here = {file.public_key for file in self._files.all()}
        begin_write_transaction()
        for key in keys_not_destroyed():
            if key.public_key in here:
                key.missing_at = key.given_up_at = None
            elif self._files.was_destroyed(key.public_key):
                key.destroyed_at = now  # A kill, or an older database, lost what is on record.
            elif key.missing_at is None:
                key.missing_at = now
        db.session.commit()

    def _destroy_old(self, *, now: datetime) -> None:
        """Destroy what has had its time; on record is what is gone."""
        # Mails that landed are gone after that margin, too.
        for key in keys_to_destroy(now, margin=CONFIRM_WITHIN):
            for file in self._files_of(key):
                self._files.destroy(file)
        begin_write_transaction()
        for key in keys_not_destroyed():
            if self._files.was_destroyed(key.public_key) and not self._files_of(key):
                key.destroyed_at = now
        db.session.commit()

    def _destroy_what_came_back(self, *, days: int, now: datetime) -> None:
        """Destroy files that a backup brought back after their time, or that no site knows."""
        known = {key.public_key: key for key in all_keys()}
        for file in self._files.all():
            key = known.get(file.public_key)
            is_over = key is None and file.month and end_of_life(file.month, days=days) <= now
            was_destroyed = key is not None and key.destroyed_at is not None
            if was_destroyed or is_over or self._files.was_destroyed(file.public_key):
                self._files.destroy(file)

    def _files_of(self, key: VaultKey) -> list[KeyFile]:
        return [file for file in self._files.all() if file.public_key == key.public_key]

    def _sentence(self, missing: Sequence[VaultKey]) -> str:
        """Say what is missing and what to do, to the operator."""
        counts = contact_counts()
        sealed = sum(counts.get(key.id, 0) for key in missing)
        months = ", ".join(key.month for key in missing)
        return (
            f"Private mail keys are missing in {self.folder}: of {months}. Email addresses sealed "
            f"with them: {sealed}. If the files lie elsewhere, set ETHREADER_MAIL_KEYS to their "
            "folder, or move them here, and start again. If they are lost, run "
            "“flask mail replace-keys”: it makes a new key and gives these addresses up."
        )


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the lock that keeps a second mail process out."""
    KeyFiles(folder).make_folder()
    # Without waiting for whoever would read from a pipe of that name.
    descriptor = os.open(folder / "lock", os.O_RDONLY | os.O_CREAT | os.O_NONBLOCK, 0o600)
    with os.fdopen(descriptor, "rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = f"Another mail process already works with the keys in {folder}."
            raise WrongSetting(message) from None
        yield


def opened(contact: Contact, keys: KeyRing) -> ContactDetails | None:
    """Return what a contact holds, or nothing where its key is not here."""
    return opened_with(contact, keys.private_keys())


def opened_with(contact: Contact, private_keys: dict[bytes, bytes]) -> ContactDetails | None:
    """Return what a contact holds, or nothing where its key is not among those given."""
    private = private_keys.get(bytes(contact.key.public_key))
    if private is None:
        return None
    try:
        return open_sealed_box(contact.sealed_box, private, sealed_for=contact.sealed_for)
    except NotOpened:
        return None
