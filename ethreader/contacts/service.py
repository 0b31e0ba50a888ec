"""Rules that write contacts and keys."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete

from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.contacts.models import Contact, VaultKey
from ethreader.contacts.queries import contact_by_ledger_id, expired_contacts
from ethreader.i18n.texts import lazy_gettext
from ethreader.mail.models import OutboxMail
from ethreader.retention import ledger

CONFIRM_WITHIN = timedelta(days=7)


CONTACT = "contact-"  # What a contact's name in the ledger begins with.


class LinkUnknown(NotFound):
    """A link from a mail that does not work any more."""

    title = lazy_gettext("This link no longer works")
    sentence = lazy_gettext(
        "It may have been used already, or it has expired. If you wanted no more emails from "
        "us: we no longer store an address that we could write to."
    )


def confirm_contact(contact: Contact, *, days: int, now: datetime) -> None:
    """Take a contact as its owner's wish; from now on it may be mailed for `days` days."""
    if contact.confirmed_at is None:
        contact.confirmed_at = now
        end = midnight_before(now + timedelta(days=days))
        contact.expires_at = min(end, contact.key.destroy_at)


def end_contact(contact: Contact, *, ledger_folder: Path) -> None:
    """Delete a contact because its owner wants it gone: a restored backup must not mail it."""
    ledger.record(ledger_folder, [f"{CONTACT}{contact.ledger_id}"])
    forget_contact(contact)


def replay_ends(names: Iterable[str]) -> int:
    """Delete anew the ended contacts that a restored database brought back; return how many."""
    ids = [name.removeprefix(CONTACT) for name in names if name.startswith(CONTACT)]
    returned = [contact for contact in map(contact_by_ledger_id, ids) if contact is not None]
    for contact in returned:
        forget_contact(contact)
    return len(returned)


def forget_contact(contact: Contact) -> None:
    """Delete a contact and all that was to be mailed to it."""
    db.session.execute(delete(OutboxMail).where(OutboxMail.contact_id == contact.id))
    db.session.delete(contact)
    db.session.flush()


def forget_expired_contacts(now: datetime) -> int:
    """Delete the contacts whose time is over and return how many that were."""
    expired = expired_contacts(now)
    for contact in expired:
        forget_contact(contact)
    return len(expired)


def publish_key(month: str, public_key: bytes, *, days: int, now: datetime) -> VaultKey:
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


def midnight_before(end: datetime) -> datetime:
    """Return the midnight before `end`: a time to the second would tell when it all began."""
    return end.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
