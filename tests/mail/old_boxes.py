"""Contacts as versions before the normalising of emails sealed them."""

from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.keyring import opened
from ethreader.contacts.queries import all_contacts
from ethreader.contacts.vault import ContactDetails, seal
from ethreader.mail.worker import Worker
from tests.mail.wishes import ask_for_news


def ask_with_old_box(client: FlaskClient, worker: Worker, email: str, **fields: str) -> None:
    """Post a comment with a wish, and seal `email` for it as it was typed."""
    ask_for_news(client, **fields)
    begin_write_transaction()
    contact = max(all_contacts(), key=lambda each: each.id)
    contents = opened(contact, worker.keys)
    assert contents is not None
    old = ContactDetails(comment_id=contact.comment_id, token=contents.token, email=email)
    contact.sealed_box = seal(old, contact.key.public_key)
    db.session.commit()
