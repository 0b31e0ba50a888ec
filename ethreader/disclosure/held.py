"""What is held under an email: every box is opened and looked into, for there is no index."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import AddressHeader
from pathlib import Path

from ethreader.contacts.emails import comparable_email
from ethreader.contacts.keyring import KeyRing, opened_with
from ethreader.contacts.mailboxes import mailbox_of
from ethreader.contacts.models import Contact
from ethreader.contacts.queries import all_contacts, mail_refusals
from ethreader.mail.landing import LandedMail, landed_mails
from ethreader.mail.mailbox_names import MAILBOXES, MailboxNames


@dataclass(frozen=True, kw_only=True)
class Held:
    """What is held under an email, and what nobody could look into.

    A contact that is not confirmed says nothing of who wrote the comment: anybody can type an
    email that is not theirs.
    """

    confirmed: list[Contact] = field(default_factory=list)
    unconfirmed: list[Contact] = field(default_factory=list)
    landed: list[Path] = field(default_factory=list)
    shut: list[Contact] = field(default_factory=list)
    shut_mails: int = 0
    is_refused: bool = False  # The mailbox is on the list of those that are never mailed again.

    @property
    def contacts(self) -> list[Contact]:
        """Return the contacts that hold the email."""
        return [*self.confirmed, *self.unconfirmed]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was found."""
        return not (self.contacts or self.landed or self.is_refused)

    @property
    def shut_until(self) -> datetime | None:
        """Return when the last contact goes that could not be looked into, if there is one."""
        return max((each.expires_at for each in self.shut), default=None)


def held_under(email: str, keys: KeyRing, landing: Path) -> Held:
    """Look into everything that the private keys open."""
    private_keys, wanted = keys.private_keys(), _names(email)
    mails, shut_mails = landed_mails(landing, private_keys)
    to_it = [mail.path for mail in mails if not wanted.isdisjoint(_recipients(mail))]
    held = Held(landed=to_it, shut_mails=shut_mails, is_refused=_has_refused(email, keys))
    for contact in all_contacts():
        details = opened_with(contact, private_keys)
        if details is None:
            held.shut.append(contact)
        elif not wanted.isdisjoint(_names(details.email)):
            _place(contact, held)
    return held


def _has_refused(email: str, keys: KeyRing) -> bool:
    unread = [each.token for each in mail_refusals()]
    return MailboxNames(keys.folder / MAILBOXES).has_refused(mailbox_of(email), unread=unread)


def _place(contact: Contact, held: Held) -> None:
    of_its_kind = held.unconfirmed if contact.confirmed_at is None else held.confirmed
    of_its_kind.append(contact)


def _recipients(mail: LandedMail) -> Iterable[str]:
    headers = (mail.message["Bcc"], mail.message["To"])  # Older mails have the latter alone.
    given = [
        each for header in headers if isinstance(header, AddressHeader) for each in header.addresses
    ]
    return {name for each in given for name in _names(each.addr_spec)}


def _names(email: str) -> set[str]:
    """Return what all spellings of one mailbox share: a stranger may have typed another one."""
    return {comparable_email(email), mailbox_of(email)}
