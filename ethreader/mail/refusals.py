"""Wishes never to be mailed again, taken over from the site; each is deleted once it is kept."""

import logging

from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.keyring import KeyRing, opened
from ethreader.contacts.queries import mail_refusals
from ethreader.mail.restraint import Restraint

log = logging.getLogger(__name__)


def take_refusals(keys: KeyRing, restraint: Restraint) -> None:
    """Put the mailboxes that refused all mail on the list; commits."""
    for refusal in mail_refusals():
        details = opened(refusal, keys)
        if details is not None:
            restraint.refuse(details.email)
        elif refusal.key.destroyed_at is None:
            continue  # A key that is missing may come back; mails wait for it too.
        else:
            log.warning("A wish never to be mailed again cannot be read: its key is gone.")
        begin_write_transaction()
        db.session.delete(refusal)
        db.session.commit()
