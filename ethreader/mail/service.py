"""Rules that queue mail, in the commit of what it tells."""

import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, update

from ethreader.authors.models import AuthorLink
from ethreader.base.clock import truncate_to_day
from ethreader.base.db import db
from ethreader.contacts.models import Contact
from ethreader.contacts.queries import contact_of, current_key, exact_contacts_before
from ethreader.contacts.service import CONFIRM_WITHIN, forget_contact, midnight_before
from ethreader.contacts.vault import ContactDetails, seal
from ethreader.mail.models import MailKind, MailState, OutboxMail
from ethreader.mail.queries import exact_mails_before

# A decision is told after a while, so that one taken back at once is never told.
DECISION_DELAY = timedelta(minutes=10)


def forget_author(comment_id: int) -> None:
    """Delete links, contact and mails of a comment's author."""
    db.session.execute(delete(AuthorLink).where(AuthorLink.comment_id == comment_id))
    db.session.execute(
        update(OutboxMail).where(OutboxMail.about_id == comment_id).values(about_id=None)
    )
    contact = contact_of(comment_id)
    if contact is not None:
        forget_contact(contact)


def keep_contact(comment_id: int, *, email: str, token: str, days: int, now: datetime) -> None:
    """Seal an address for the author of a new comment, and have them asked to confirm it.

    Where no key is there to seal with, nothing is kept. Nothing that is known of the address
    changes what happens here.
    """
    key = current_key(now)
    if key is None:
        return
    sealed = ContactDetails(comment_id=comment_id, token=token, email=email)
    contact = Contact(
        comment_id=comment_id,
        key_id=key.id,
        sealed_box=seal(sealed, key.public_key),
        confirmed_at=None,
        expires_at=midnight_before(now + min(CONFIRM_WITHIN, timedelta(days=days))),
    )
    db.session.add(contact)
    db.session.flush()
    _enqueue(contact, MailKind.CONFIRM, due_at=now, now=now)


def coarsen_mails(*, before: datetime, zone: ZoneInfo) -> None:
    """Let mails and confirmations from before a moment keep their day only."""
    for mail in exact_mails_before(before):
        mail.created_at = truncate_to_day(mail.created_at, zone)
        mail.due_at = truncate_to_day(mail.due_at, zone)
    for contact in exact_contacts_before(before):
        if contact.confirmed_at is not None:
            contact.confirmed_at = truncate_to_day(contact.confirmed_at, zone)
    db.session.flush()


def notify_author(comment_id: int, kind: MailKind, *, about_id: int | None, now: datetime) -> None:
    """Enqueue a mail to a comment's author, if they wish to be told anything."""
    contact = contact_of(comment_id)
    if contact is None:
        return
    if kind is MailKind.DECISION:
        # The latest decision is the one to tell.
        db.session.execute(
            update(OutboxMail)
            .where(
                OutboxMail.contact_id == contact.id,
                OutboxMail.kind == MailKind.DECISION,
                OutboxMail.state == MailState.WAITING,
            )
            .values(state=MailState.DROPPED)
        )
    delay = DECISION_DELAY if kind is MailKind.DECISION else timedelta()
    _enqueue(contact, kind, about_id=about_id, due_at=now + delay, now=now)


def notify_parent_author(comment_id: int, *, parent_id: int | None, now: datetime) -> None:
    """Enqueue a mail to whoever wrote what a published comment answers."""
    if parent_id is not None:
        notify_author(parent_id, MailKind.REPLY, about_id=comment_id, now=now)


def _enqueue(
    contact: Contact,
    kind: MailKind,
    *,
    due_at: datetime,
    now: datetime,
    about_id: int | None = None,
) -> None:
    db.session.add(
        OutboxMail(
            contact_id=contact.id,
            kind=kind,
            about_id=about_id,
            message_id=secrets.token_hex(16),
            state=MailState.WAITING,
            due_at=due_at,
            created_at=now,
        )
    )
    db.session.flush()
