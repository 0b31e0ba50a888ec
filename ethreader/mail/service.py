"""Rules that queue mail, in the commit of what it tells."""

from datetime import datetime

from sqlalchemy import insert, select, update

from ethreader.base.db import connection, db, table_of
from ethreader.contacts.key_place import KeysPlace
from ethreader.contacts.models import Contact, VaultKey
from ethreader.contacts.queries import contact_of
from ethreader.contacts.service import NewContact, store_contact
from ethreader.mail.kinds import CONFIRM, MailKind
from ethreader.mail.models import Delivery, MailLayout, MailState, OutboxMail
from ethreader.mail.queries import is_told_already, mail_layout

_INSERT = insert(table_of(OutboxMail))


def ask_to_confirm(comment_id: int, contact: NewContact | None, *, now: datetime) -> None:
    """Seal the contact of a new comment's author, and have them asked to confirm it."""
    if contact is not None:
        queue_mail(store_contact(comment_id, contact), CONFIRM, about_id=None, now=now)


def notify_author(comment_id: int, kind: MailKind, *, about_id: int | None, now: datetime) -> None:
    """Queue a mail to a comment's author, if they wish to be told anything.

    Of one reply they are told once, however often it is published and taken back.
    """
    contact = contact_of(comment_id)
    if contact is None or is_told_already(contact, kind.name, about_id=about_id):
        return
    if kind.replaces_waiting:
        _drop_waiting(contact, kind)
    queue_mail(contact.id, kind, about_id=about_id, now=now)


def queue_mail(contact_id: int, kind: MailKind, *, about_id: int | None, now: datetime) -> None:
    """Queue a mail to a contact; nobody looks whether it is told already."""
    values = {
        "contact_id": contact_id,
        "kind": kind.name,
        "about_id": about_id,
        "state": MailState.WAITING,
        "due_at": now + kind.delay,
        "created_at": now,
    }
    connection().execute(_INSERT, values)


def retry_unreadable(*, now: datetime) -> None:
    """Let mails wait again whose keys were missing and are back."""
    sealed = select(Contact.id).join(Contact.key).where(VaultKey.missing_at.is_(None))
    db.session.execute(
        update(OutboxMail)
        .where(OutboxMail.state == MailState.UNREADABLE, OutboxMail.contact_id.in_(sealed))
        .values(state=MailState.WAITING, due_at=now)
    )


def record_layout(*, keys: KeysPlace, delivery: Delivery) -> None:
    """Let the site know how the mail process runs."""
    layout = mail_layout()
    if layout is None:
        layout = MailLayout(keys=keys, delivery=delivery)
        db.session.add(layout)
    layout.keys, layout.delivery = keys, delivery
    db.session.flush()


def drop_all_waiting(_now: datetime) -> None:
    """Drop what waits to be mailed: after a restore, most of it was mailed long ago."""
    waiting = OutboxMail.state.in_((MailState.WAITING, MailState.UNREADABLE))
    db.session.execute(update(OutboxMail).where(waiting).values(state=MailState.DROPPED))


def _drop_waiting(contact: Contact, kind: MailKind) -> None:
    db.session.execute(
        update(OutboxMail)
        .where(
            OutboxMail.contact_id == contact.id,
            OutboxMail.kind == kind.name,
            OutboxMail.state == MailState.WAITING,
        )
        .values(state=MailState.DROPPED)
    )
