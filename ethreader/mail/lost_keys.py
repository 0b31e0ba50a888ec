"""Mails whose email was sealed with a key that is not here."""

import logging

from ethreader.mail import outbox
from ethreader.mail.models import OutboxMail

log = logging.getLogger(__name__)


class LostKeys:
    """The keys of which it is on record that they open nothing."""

    def __init__(self) -> None:
        self._told: set[int] = set()

    def set_unreadable(self, mail: OutboxMail) -> bool:
        """Set a mail aside; say once of each key that it is not here, and what becomes of mails."""
        key = mail.contact.key
        if key.id not in self._told:
            log.warning(
                "An email address sealed with the key of %s cannot be opened. Mails to such ones "
                "are kept as unreadable, and leave if the key comes back.",
                key.month,
            )
        self._told.add(key.id)
        outbox.set_unreadable(mail.id)
        return False
