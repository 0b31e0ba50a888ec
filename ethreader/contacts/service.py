"""Rules that write contacts and keys."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert

from ethreader.base.db import connection, db, table_of
from ethreader.contacts.models import Contact, ContactToken, MailRefusal, VaultKey
from ethreader.contacts.queries import (
    contact_by_ledger_id,
    current_key,
    expired_contacts,
    unconfirmed_contacts,
)
from ethreader.contacts.vault import MODERATORS, ContactDetails, seal

CONFIRM_WITHIN = timedelta(days=7)

_contacts = table_of(Contact)
_INSERT = insert(_contacts).returning(_contacts.c.id)


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """An email to be sealed: for the author of a comment that is about to be stored, mostly."""

    email: str = field(repr=False)
    language: str  # All mails to it are in it, by its code.
    key_id: int
    public_key: bytes
    expires_at: datetime


def prepare_contact(*, email: str, language: str, days: int, now: datetime) -> NewContact | None:
    """Return what is to be sealed, for a comment that is about to be stored or for a moderator.

    It is kept until its owner has confirmed it. Where no key is there to seal with, nothing is.
    Nothing that is known of the email changes what happens here.
    """
    key = current_key(now)
    if key is None:
        return None
    return NewContact(
        email=email,
        language=language,
        key_id=key.id,
        public_key=key.public_key,
        expires_at=midnight_before(now + min(CONFIRM_WITHIN, timedelta(days=days))),
    )


def store_contact(comment_id: int, contact: NewContact) -> int:
    """Seal an author's contact and store it; return its id. The comment's stands in the box."""
    return _store(contact, sealed_for=comment_id, comment_id=comment_id)


def store_contact_of_moderator(moderator_id: int, contact: NewContact) -> int:
    """Seal a moderator's contact and store it; return its id. Who had one has it deleted before."""
    return _store(contact, sealed_for=MODERATORS + moderator_id, moderator_id=moderator_id)


def confirm_contact(contact: Contact, *, days: int, now: datetime) -> None:
    """Take a contact as its owner's wish; from now on it may be mailed for `days` days."""
    if contact.confirmed_at is None:
        contact.confirmed_at = now
        end = midnight_before(now + timedelta(days=days))
        contact.expires_at = min(end, contact.key.destroy_at)


def refuse_all_mail(token: str) -> None:
    """Leave word for the mail process that the mailbox with this token is never mailed again.

    The contact itself, if there is one still, is for the caller to end.
    """
    db.session.add(MailRefusal(token=token))
    db.session.flush()


def forget_contact_of_moderator(moderator_id: int) -> None:
    """Delete a moderator's contact, if there is one, and all that hangs on it."""
    db.session.execute(delete(Contact).where(Contact.moderator_id == moderator_id))


def forget_contacts_of_moderators(_now: datetime) -> None:
    """Delete all contacts of moderators: an older database knows of some that ended since."""
    db.session.execute(delete(Contact).where(Contact.moderator_id.is_not(None)))


def forget_contact(ledger_id: str, _now: datetime) -> bool:
    """Delete the contact that the ledger calls so; its tokens and mails go with it."""
    contact = contact_by_ledger_id(ledger_id)
    if contact is None:
        return False
    db.session.delete(contact)
    db.session.flush()
    return True


def forget_expired_contacts(now: datetime) -> int:
    """Delete the contacts whose time is over and return how many that were."""
    expired = expired_contacts(now)
    for contact in expired:
        db.session.delete(contact)
    db.session.flush()
    return len(expired)


def forget_unconfirmed_contacts(_now: datetime) -> None:
    """Delete the contacts that wait to be confirmed; their tokens and mails go with them."""
    for contact in unconfirmed_contacts():
        db.session.delete(contact)
    db.session.flush()


def forget_expired_tokens(now: datetime) -> int:
    """Delete the tokens whose own time is over and return how many that were."""
    over = delete(ContactToken).where(ContactToken.expires_at <= now)
    return len(db.session.scalars(over.returning(ContactToken.id)).all())


def publish_key(month: str, public_key: bytes, *, days: int) -> VaultKey:
    """Make the public half of a month's key known to the site."""
    key = VaultKey(month=month, public_key=public_key, destroy_at=end_of_life(month, days=days))
    db.session.add(key)
    db.session.flush()
    return key


def end_of_life(month: str, *, days: int) -> datetime:
    """Return when a month's key is destroyed: when the last contact under it has expired."""
    year, number = (int(part) for part in month.split("-"))
    after = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    return after + CONFIRM_WITHIN + timedelta(days=days)


def _store(contact: NewContact, *, sealed_for: int, **whose: int) -> int:
    details = ContactDetails(sealed_for=sealed_for, email=contact.email, language=contact.language)
    values = {
        **whose,
        "key_id": contact.key_id,
        "sealed_box": seal(details, contact.public_key),
        "confirmed_at": None,
        "expires_at": contact.expires_at,
    }
    return int(connection().execute(_INSERT, values).scalar_one())


def midnight_before(end: datetime) -> datetime:
    """Return the midnight before `end`: a time to the second would tell when it all began."""
    return end.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
