"""The links that a mail carries, each with a token of its own.

Tokens are made here, in the mail process, and stand in clear in the mail alone: whoever shows one
has read that mail. Nothing of them follows from what the web process or the author knows.
"""

from dataclasses import dataclass, field

from ethreader.base import tokens
from ethreader.base.db import db
from ethreader.base.settings import Settings
from ethreader.contacts.models import Contact, ContactToken, TokenPurpose
from ethreader.contacts.vault import ContactDetails
from ethreader.mail.models import MailKind


@dataclass(frozen=True, kw_only=True)
class Links:
    """The addresses that a mail carries; empty where it carries none of the kind."""

    own_page: str = field(default="", repr=False)
    confirm: str = field(default="", repr=False)
    stop: str = field(default="", repr=False)


def new_links(
    contact: Contact, contents: ContactDetails, *, kind: MailKind, settings: Settings
) -> Links:
    """Make the links of a mail of `kind`; the caller commits before the mail leaves.

    Earlier links go on working: a mail may have arrived though nobody knows. A mail that is tried
    again leaves the tokens of each try behind, a few digests at most (`ATTEMPTS` of a mail, five
    a day of an address), which open nothing and go with the contact. To take back those of a
    failed try would need to know that it surely failed; a connection that broke does not tell.
    """
    base = settings.base_url
    if kind is MailKind.CONFIRM:
        return Links(confirm=f"{base}/mail/confirm/{_new_token(contact, TokenPurpose.CONFIRM)}")
    return Links(
        own_page=f"{base}/mine/{contents.token}",
        stop=f"{base}/mail/stop/{_new_token(contact, TokenPurpose.STOP)}",
    )


def _new_token(contact: Contact, purpose: TokenPurpose) -> str:
    token = tokens.new_token()
    digest = tokens.digest(token)
    db.session.add(ContactToken(contact_id=contact.id, purpose=purpose, digest=digest))
    return token
