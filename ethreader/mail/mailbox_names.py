"""What the mail process calls a mailbox in its own files: a number that is slow to guess.

Whoever steals the folder can try an email that they think of, a few hundred a second; they
cannot run through all emails there are.
"""

import hashlib
import secrets
from functools import cached_property
from pathlib import Path

from nacl.pwhash import argon2id

from ethreader.base.settings import WrongSetting
from ethreader.contacts.secret_files import append_line, write_secret

OPERATIONS = 1
MEMORY = 8 * 1024 * 1024  # Bytes for each name: some ten milliseconds.


class MailboxNames:
    """Names mailboxes, and keeps the list of those that are never mailed again.

    Their key never changes: it has to know a mailbox again in years.
    """

    def __init__(self, folder: Path) -> None:
        self._list = folder / "never.hashes"
        self._key_file = folder / "never.key"
        if self._list.exists() and not self._key_file.exists():
            message = (
                f"The key {self._key_file} is missing: without it nobody can tell who must never "
                f"be mailed again. Bring it back, or delete {self._list} too if it is lost for "
                "good."
            )
            raise WrongSetting(message)

    def name(self, mailbox: str) -> bytes:
        """Return the name of a mailbox, or of a domain."""
        salt = hashlib.blake2b(key=self._key, digest_size=16, person=b"salt").digest()
        return bytes(argon2id.kdf(32, mailbox.encode(), salt, opslimit=OPERATIONS, memlimit=MEMORY))

    def refuse(self, name: bytes) -> None:
        """Put a mailbox on the list of those that are never mailed again."""
        if not self.is_refused(name):
            append_line(self._list, self._entry(name))

    def is_refused(self, name: bytes) -> bool:
        """Tell whether a mailbox is on that list."""
        return self._list.exists() and self._entry(name) in self._list.read_text("ascii").split()

    @cached_property
    def _key(self) -> bytes:
        if not self._key_file.exists():
            write_secret(self._key_file, secrets.token_bytes(32))
        return self._key_file.read_bytes()

    def _entry(self, name: bytes) -> str:
        return hashlib.blake2b(name, key=self._key, digest_size=16, person=b"never").hexdigest()
