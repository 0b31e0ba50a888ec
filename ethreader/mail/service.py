"""Rules that queue mail, in the commit of what it tells."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import update

from ethreader.base.db import db
from ethreader.contacts.models import Contact
from ethreader.contacts.queries import contact_of
from ethreader.contacts.service import keep_contact
from ethreader.mail.models import MailKind, MailState, OutboxMail

# A decision is told after a while, so that one taken back at once is never told.
DECISION_DELAY = timedelta(minutes=10)


def ask_to_confirm(comment_id: int, *, email: str, token: str, days: int, now: datetime) -> None:
    """Seal an email for the author of a new comment, and have them asked to confirm it."""
    contact = keep_contact(comment_id, email=email, token=token, days=days, now=now)
    if contact is not None:
        _enqueue(contact, MailKind.CONFIRM, due_at=now, now=now)


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
