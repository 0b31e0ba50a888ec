"""Rules that write contacts and mails to be sent."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import delete, update

from ethreader.db import day_only, db
from ethreader.privacy import ledger, tokens
from ethreader.privacy.models import AuthorLink, Contact, MailKind, MailState, Outgoing, VaultKey
from ethreader.privacy.queries import (
    contact_by_ledger_id,
    contact_of,
    current_key,
    exact_contacts_before,
    exact_mails_before,
    expired_contacts,
    link_by_token,
)
from ethreader.privacy.vault import Sealed, seal
from ethreader.refusals import Missing
from ethreader.words import Later

CONFIRM_WITHIN = timedelta(days=7)
CONTACT = "contact-"  # What a contact's name in the ledger begins with.
# A decision is told after a while, so that one taken back at once is never told.
DECISION_DELAY = timedelta(minutes=10)


class LinkUnknown(Missing):
    """A link from a mail that does not work any more."""

    title = Later("This link no longer works")
    sentence = Later(
        "It may have been used already, or its time is over. If you wanted no more mail from "
        "us: there is nothing kept here any more that could be sent to you."
    )


def give_link(comment_id: int, *, key: str | None) -> str:
    """Return the token of the link to a comment's own page; it is told once and not kept.

    Made from the browser's own key where there is one, so that a post that is sent again
    after its answer got lost is told the same link.
    """
    token = tokens.from_key(key) if key else tokens.new_token()
    if link_by_token(token) is None:
        db.session.add(AuthorLink(comment_id=comment_id, token_digest=tokens.digest(token)))
        db.session.flush()
    return token


def forget_author(comment_id: int) -> None:
    """Delete links, contact and mails of a comment's author."""
    db.session.execute(delete(AuthorLink).where(AuthorLink.comment_id == comment_id))
    db.session.execute(
        update(Outgoing).where(Outgoing.about_id == comment_id).values(about_id=None)
    )
    contact = contact_of(comment_id)
    if contact is not None:
        forget_contact(contact)


def keep_contact(comment_id: int, *, address: str, token: str, days: int, now: datetime) -> None:
    """Seal an address for the author of a new comment, and have them asked to confirm it.

    Where no key is there to seal with, nothing is kept. Nothing that is known of the address
    changes what happens here.
    """
    key = current_key(now)
    if key is None:
        return
    sealed = Sealed(comment_id=comment_id, token=token, address=address)
    contact = Contact(
        comment_id=comment_id,
        key_id=key.id,
        box=seal(sealed, key.public_key),
        confirmed_at=None,
        expires_at=_whole_days(now + min(CONFIRM_WITHIN, timedelta(days=days))),
    )
    db.session.add(contact)
    db.session.flush()
    _enqueue(contact, MailKind.CONFIRM, due_at=now, now=now)


def confirm_contact(contact: Contact, *, days: int, now: datetime) -> None:
    """Take a contact as its owner's wish; from now on it may be mailed for `days` days."""
    if contact.confirmed_at is None:
        contact.confirmed_at = now
        end = _whole_days(now + timedelta(days=days))
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
    db.session.execute(delete(Outgoing).where(Outgoing.contact_id == contact.id))
    db.session.delete(contact)
    db.session.flush()


def forget_expired_contacts(now: datetime) -> int:
    """Delete the contacts whose time is over and return how many that were."""
    expired = expired_contacts(now)
    for contact in expired:
        forget_contact(contact)
    return len(expired)


def forget_hours_of_mails(*, before: datetime, zone: ZoneInfo) -> None:
    """Let mails and confirmations from before a moment keep their day only."""
    for mail in exact_mails_before(before):
        mail.created_at = day_only(mail.created_at, zone)
        mail.due_at = day_only(mail.due_at, zone)
    for contact in exact_contacts_before(before):
        if contact.confirmed_at is not None:
            contact.confirmed_at = day_only(contact.confirmed_at, zone)
    db.session.flush()


def tell_author(comment_id: int, kind: MailKind, *, about_id: int | None, now: datetime) -> None:
    """Enqueue a mail to a comment's author, if they wish to be told anything."""
    contact = contact_of(comment_id)
    if contact is None:
        return
    if kind is MailKind.DECISION:
        # The latest decision is the one to tell.
        db.session.execute(
            update(Outgoing)
            .where(
                Outgoing.contact_id == contact.id,
                Outgoing.kind == MailKind.DECISION,
                Outgoing.state == MailState.WAITING,
            )
            .values(state=MailState.DROPPED)
        )
    delay = DECISION_DELAY if kind is MailKind.DECISION else timedelta()
    _enqueue(contact, kind, about_id=about_id, due_at=now + delay, now=now)


def tell_of_answer(comment_id: int, *, parent_id: int | None, now: datetime) -> None:
    """Enqueue a mail to whoever wrote what a published comment answers."""
    if parent_id is not None:
        tell_author(parent_id, MailKind.REPLY, about_id=comment_id, now=now)


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


def _whole_days(end: datetime) -> datetime:
    """Return the midnight before `end`: a time to the second would tell when it all began."""
    return end.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _enqueue(
    contact: Contact,
    kind: MailKind,
    *,
    due_at: datetime,
    now: datetime,
    about_id: int | None = None,
) -> None:
    db.session.add(
        Outgoing(
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
