"""Reads about what is to be mailed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from ethreader.base.db import db
from ethreader.contacts.models import Contact
from ethreader.mail.models import MailLayout, MailState, OutboxMail


def held_mail(mail_id: int) -> OutboxMail | None:
    """Return a mail, and keep whoever would end its contact waiting until the transaction ends.

    The contact is what is held: mails and tokens are deleted after it.
    """
    return db.session.scalar(
        select(OutboxMail)
        .join(OutboxMail.contact)
        .where(OutboxMail.id == mail_id)
        .with_for_update(of=Contact)
    )


def mails_due(
    now: datetime, *, before_confirmation: Sequence[str], limit: int
) -> Sequence[OutboxMail]:
    """Return the mails to be sent now, the oldest first.

    Before the contact is confirmed, they are of the kinds `before_confirmation` alone.
    """
    return db.session.scalars(
        select(OutboxMail)
        .join(OutboxMail.contact)
        .where(
            OutboxMail.state == MailState.WAITING,
            OutboxMail.due_at <= now,
            Contact.confirmed_at.is_not(None) | OutboxMail.kind.in_(before_confirmation),
        )
        .order_by(OutboxMail.id)
        .limit(limit)
    ).all()


def unreadable_count() -> int:
    """Return how many mails wait for a key that is lost."""
    of_them = select(func.count()).where(OutboxMail.state == MailState.UNREADABLE)
    return db.session.scalars(of_them).one()


def mail_layout() -> MailLayout | None:
    """Return how the mail process runs; none before it ran for the first time."""
    return db.session.scalar(select(MailLayout).order_by(MailLayout.id).limit(1))
