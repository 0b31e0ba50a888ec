"""Reads about what is to be mailed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from ethreader.base.db import db, has_time_of_day
from ethreader.contacts.models import Contact
from ethreader.mail.models import MailKind, MailState, Outgoing


def mails_due(now: datetime, *, limit: int) -> Sequence[Outgoing]:
    """Return the mails to be sent now, the oldest first.

    Before the contact is confirmed, the request to confirm it is the only one.
    """
    return db.session.scalars(
        select(Outgoing)
        .join(Outgoing.contact)
        .where(
            Outgoing.state == MailState.WAITING,
            Outgoing.due_at <= now,
            Contact.confirmed_at.is_not(None) | (Outgoing.kind == MailKind.CONFIRM),
        )
        .order_by(Outgoing.id)
        .limit(limit)
    ).all()


def exact_mails_before(moment: datetime) -> Sequence[Outgoing]:
    """Return the mails that wait no more, enqueued before `moment`, that still tell their hour."""
    return db.session.scalars(
        select(Outgoing).where(
            Outgoing.state != MailState.WAITING,
            Outgoing.created_at <= moment,
            has_time_of_day(Outgoing.created_at) | has_time_of_day(Outgoing.due_at),
        )
    ).all()
