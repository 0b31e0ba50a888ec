"""Reads about what is to be mailed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from ethreader.base.db import db
from ethreader.contacts.models import Contact
from ethreader.mail.models import MailLayout, MailState, OutboxMail

IS_CONFIRMED = Contact.confirmed_at.is_not(None)
SEVERAL = 5  # Fewer would tell a moderator whose author left an email: one was just decided on.


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


def attempts_of(mail_id: int) -> int:
    """Return how often a mail was tried; 0 where it is gone."""
    attempts = select(OutboxMail.attempts).where(OutboxMail.id == mail_id)
    return db.session.scalar(attempts) or 0


def news_due(now: datetime, *, limit: int) -> Sequence[int]:
    """Return the numbers of the mails to be sent now to whoever has confirmed, oldest first."""
    return db.session.scalars(_due(now, IS_CONFIRMED).limit(limit)).all()


def requests_due(now: datetime, kinds: Sequence[str], *, limit: int) -> Sequence[int]:
    """Return the numbers of the mails to be sent now to whoever has not, of the `kinds` alone."""
    return db.session.scalars(
        _due(now, ~IS_CONFIRMED).where(OutboxMail.kind.in_(kinds)).limit(limit)
    ).all()


def mail_layout() -> MailLayout | None:
    """Return how the mail process runs; none before it ran for the first time."""
    return db.session.scalar(select(MailLayout).order_by(MailLayout.id).limit(1))


def late_requests(kinds: Sequence[str], *, before: datetime) -> Sequence[OutboxMail]:
    """Return the mails of the `kinds` that are due since `before` and were never tried."""
    return db.session.scalars(
        select(OutboxMail).where(
            OutboxMail.state == MailState.WAITING,
            OutboxMail.kind.in_(kinds),
            OutboxMail.attempts == 0,
            OutboxMail.due_at <= before,
        )
    ).all()


def is_followed(mail: OutboxMail) -> bool:
    """Tell whether a later mail of the same kind waits for the same author."""
    return (
        mail_count(
            OutboxMail.contact_id == mail.contact_id,
            OutboxMail.kind == mail.kind,
            OutboxMail.id > mail.id,
            OutboxMail.state == MailState.WAITING,
        )
        > 0
    )


def is_waiting(contact_id: int, kind: str) -> bool:
    """Tell whether a mail of a kind waits for a contact."""
    of_contact = (OutboxMail.contact_id == contact_id, OutboxMail.kind == kind)
    return mail_count(*of_contact, OutboxMail.state == MailState.WAITING) > 0


def news_told(mail: OutboxMail) -> str | None:
    """Return what the mail before this one, of the same kind and to the same author, has told."""
    return db.session.scalar(
        select(OutboxMail.news)
        .where(
            OutboxMail.contact_id == mail.contact_id,
            OutboxMail.kind == mail.kind,
            OutboxMail.state == MailState.SENT,
            OutboxMail.id < mail.id,
        )
        .order_by(OutboxMail.id.desc())
        .limit(1)
    )


def is_troubled() -> bool:
    """Tell whether several mails to authors did not leave, or not at the second try."""
    return (db.session.scalar(_TROUBLED) or 0) >= SEVERAL


def mail_count(*conditions: ColumnElement[bool]) -> int:
    """Return how many mails fit all of the conditions."""
    return db.session.scalar(_counting(*conditions)) or 0


def _counting(*conditions: ColumnElement[bool]) -> Select[int]:
    return select(func.count(OutboxMail.id)).where(*conditions)


# Asked for with each page of moderators.
_TROUBLED = _counting(
    OutboxMail.contact.has(Contact.comment_id.is_not(None)),
    or_(
        OutboxMail.state.in_([MailState.GIVEN_UP, MailState.UNREADABLE]),
        and_(OutboxMail.state == MailState.WAITING, OutboxMail.attempts > 1),
    ),
)


def _due(now: datetime, whose: ColumnElement[bool]) -> Select[int]:
    return (
        select(OutboxMail.id)
        .join(OutboxMail.contact)
        .where(OutboxMail.state == MailState.WAITING, OutboxMail.due_at <= now, whose)
        .order_by(OutboxMail.id)
    )
