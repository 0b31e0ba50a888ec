"""Contacts as versions before the normalising of emails sealed them."""

import struct

from flask.testing import FlaskClient
from nacl.public import PublicKey, SealedBox

from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.models import Contact
from ethreader.contacts.queries import all_contacts
from tests.mail.wishes import ask_for_news


def ask_with_old_box(client: FlaskClient, email: str, **fields: str) -> None:
    """Post a comment with a wish, and seal `email` for it as it was typed."""
    ask_for_news(client, **fields)
    begin_write_transaction()
    contact = max(all_contacts(), key=lambda each: each.id)
    contact.sealed_box = old_box(contact, email=email, token="t" * 43)
    db.session.commit()


def old_box(contact: Contact, *, email: str, token: str) -> bytes:
    """Return a box of the first version, which held the token of the author's own page."""
    typed = email.encode()
    clear = struct.pack(">BQ43sH", 1, contact.comment_id, token.encode(), len(typed)) + typed
    return bytes(SealedBox(PublicKey(contact.key.public_key)).encrypt(clear.ljust(320, b"\0")))
