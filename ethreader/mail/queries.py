"""Reads about what is to be mailed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from ethreader.base.db import db, has_time_of_day
from ethreader.contacts.models import Contact
from ethreader.mail.models import MailKind, MailState, OutboxMail


def mails_due(now: datetime, *, limit: int) -> Sequence[OutboxMail]:
    """Return the mails to be sent now, the oldest first.

    Before the contact is confirmed, the request to confirm it is the only one.
    """
    return db.session.scalars(
        select(OutboxMail)
        .join(OutboxMail.contact)
        .where(
            OutboxMail.state == MailState.WAITING,
            OutboxMail.due_at <= now,
            Contact.confirmed_at.is_not(None) | (OutboxMail.kind == MailKind.CONFIRM),
        )
        .order_by(OutboxMail.id)
        .limit(limit)
    ).all()


def exact_mails_before(moment: datetime) -> Sequence[OutboxMail]:
    """Return the mails that wait no more, enqueued before `moment`, that still tell their hour."""
    return db.session.scalars(
        select(OutboxMail).where(
            OutboxMail.state != MailState.WAITING,
            OutboxMail.created_at <= moment,
            has_time_of_day(OutboxMail.created_at) | has_time_of_day(OutboxMail.due_at),
        )
    ).all()
