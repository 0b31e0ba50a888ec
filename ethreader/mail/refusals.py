"""Wishes never to be mailed again, taken over from the site; each is deleted once it is kept."""

import logging

from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.queries import mail_refusals
from ethreader.mail.restraint import Restraint

log = logging.getLogger(__name__)


def take_refusals(restraint: Restraint) -> None:
    """Put the mailboxes that refused all mail on the list; commits."""
    if not mail_refusals():
        return
    begin_write_transaction()
    wishes = mail_refusals()
    kept = [restraint.refuse(each.token) for each in wishes]
    if not all(kept):  # Made up by somebody, or made under a key that is gone.
        log.warning("Wishes never to be mailed again that nobody can read: %s.", kept.count(False))
    for each in wishes:
        db.session.delete(each)
    db.session.commit()
