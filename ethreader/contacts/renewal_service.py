"""Moderators' emails, sealed anew as the months go: the keys they were sealed with end like all.

So an old backup tells them no longer than the email of anybody else.
"""

from datetime import datetime, timedelta

from ethreader.base.db import db
from ethreader.contacts.keyring import KeyRing, opened
from ethreader.contacts.models import Contact, VaultKey
from ethreader.contacts.queries import current_key, held_contacts_of_moderators
from ethreader.contacts.service import midnight_before
from ethreader.contacts.vault import seal

RENEWED_FOR = timedelta(days=30)  # So long the mail process may stand still.


def renew_contacts(keys: KeyRing, *, now: datetime) -> None:
    """Keep moderators' confirmed emails for another while, under the key of this month."""
    key = current_key(now)
    if key is not None:
        for contact in held_contacts_of_moderators():
            _renew(contact, key, keys, now=now)
    db.session.flush()


def _renew(contact: Contact, key: VaultKey, keys: KeyRing, *, now: datetime) -> None:
    if contact.key_id != key.id:
        details = opened(contact, keys)
        if details is None:
            return
        contact.sealed_box = seal(details, key.public_key)
        contact.key = key
    contact.expires_at = min(midnight_before(now + RENEWED_FOR), key.destroy_at)
