"""Whom the mail process has asked to confirm an email, and who has not answered.

Kept beside the private keys, week by week, as hashes under a key that dies some weeks later. A
line holds the name of a mailbox and that of the contact for which it was asked; neither is in
the database, and neither can be made from what is there.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from ethreader.contacts.secret_files import append_line
from ethreader.mail.weekly_keys import WeeklyKeys, week_of, weeks_back

ContactIds = Callable[[], Iterable[str]]


class AskedMailboxes:
    """Who was asked in the last weeks."""

    def __init__(self, keys: WeeklyKeys) -> None:
        self._keys = keys

    def add(self, name: bytes, contact_id: str, *, now: datetime) -> None:
        """Note that a mailbox is asked, before it is."""
        week = week_of(now)
        line = f"{self._hash(name, week)} {self._hash(contact_id.encode(), week)}"
        append_line(self._keys.beside(week), line)

    def unanswered(self, name: bytes, *, answered: ContactIds, now: datetime) -> int:
        """Return for how many contacts a mailbox was asked that are not among the `answered`."""
        return sum(self._unanswered_of(week, name, answered) for week in weeks_back(now))

    def _unanswered_of(self, week: str, name: bytes, answered: ContactIds) -> int:
        path = self._keys.beside(week)
        if not path.exists():
            return 0
        wanted = self._hash(name, week)
        asked = set(_contacts_asked(path.read_text("ascii", "replace"), wanted))
        if asked:
            asked -= {self._hash(each.encode(), week) for each in answered()}
        return len(asked)

    def _hash(self, what: bytes, week: str) -> str:
        key = self._keys.key(week)
        return hashlib.blake2b(what, key=key, digest_size=16, person=b"asked").hexdigest()


def _contacts_asked(text: str, name: str) -> Iterator[str]:
    for line in text.splitlines():
        asked, _, contact = line.partition(" ")
        if asked == name:
            yield contact
