"""What the mail process calls a mailbox in its own files: a number that is slow to guess.

Whoever steals the folder can try an email that they think of, a few hundred a second; they
cannot run through all emails there are.
"""

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from ethreader.base.reading import read_file
from ethreader.base.settings import WrongSetting
from ethreader.contacts.secret_files import append_line, write_secret

MAILBOXES = "mailboxes"  # The folder of all that is known of them, in the one of the keys.
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

    def refusal_token(self, name: bytes) -> str:
        """Return a token, another one each time, by which a mailbox can refuse all mail."""
        sealed = self._tokens.encrypt(bytes.fromhex(self._entry(name)))
        return urlsafe_b64encode(sealed).decode().rstrip("=")

    def refuse(self, token: str) -> bool:
        """Never let the mailbox be mailed again that has this token; tell whether one has."""
        entry = self._entry_in(token)
        if entry and not self._has(entry):
            append_line(self._list, entry)
        return bool(entry)

    def is_refused(self, name: bytes) -> bool:
        """Tell whether a mailbox is never mailed again."""
        return self._has(self._entry(name))

    def has_refused(self, mailbox: str, *, unread: Iterable[str]) -> bool:
        """Tell whether a mailbox is never mailed again, by the list or by tokens `unread` so far.

        It makes no key: where there is none, nobody has refused anything.
        """
        if not self._key_file.exists():
            return False
        name = self.name(mailbox)
        entry = self._entry(name)
        return self.is_refused(name) or any(self._entry_in(token) == entry for token in unread)

    @cached_property
    def _key(self) -> bytes:
        if not self._key_file.exists():
            write_secret(self._key_file, secrets.token_bytes(32))
        return read_file(self._key_file, limit=1000)

    @property
    def _tokens(self) -> SecretBox:
        return SecretBox(hashlib.blake2b(key=self._key, digest_size=32, person=b"token").digest())

    def _has(self, entry: str) -> bool:
        return self._list.exists() and entry in self._list.read_text("ascii").split()

    def _entry_in(self, token: str) -> str:
        """Return the entry that a token holds; an empty one where it holds none of ours."""
        try:
            return bytes(self._tokens.decrypt(urlsafe_b64decode(f"{token}="))).hex()
        except (CryptoError, ValueError):
            return ""

    def _entry(self, name: bytes) -> str:
        return hashlib.blake2b(name, key=self._key, digest_size=16, person=b"never").hexdigest()
