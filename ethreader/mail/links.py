"""The links that a mail carries, each with a token of its own.

Tokens are made here, in the mail process, and stand in clear in the mail alone: whoever shows one
has read that mail. Nothing of them follows from what the web process or the author knows.

The caller commits before the mail leaves. Earlier links go on working: a mail may have arrived
though nobody knows. A mail that is tried again leaves the tokens of each try behind, a few
digests at most (`ATTEMPTS` of a mail, five a day for an email), which open nothing and go with
the contact. To take back those of a failed try would need to know that it surely failed; a
connection that broke does not tell.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ethreader.base import tokens
from ethreader.base.db import db
from ethreader.contacts.models import Contact, ContactToken, TokenPurpose
from ethreader.contacts.vault import ContactDetails


@dataclass(frozen=True, kw_only=True)
class Links:
    """The URLs that a mail carries; empty where it carries none of the kind."""

    own_page: str = field(default="", repr=False)
    confirm: str = field(default="", repr=False)
    stop: str = field(default="", repr=False)
    never: str = field(default="", repr=False)


# Makes the links of a mail to a contact below the site's URL.
LinkMaker = Callable[[Contact, ContactDetails, str], Links]


def links_to_confirm(contact: Contact, _details: ContactDetails, base_url: str) -> Links:
    """Make the links of a mail that asks whether more of them are wanted.

    Its header stops, and does no more: a mail program's one click does not say that it would be
    for good.
    """
    confirm, stop, never = (
        _new_token(contact, purpose)
        for purpose in (TokenPurpose.CONFIRM, TokenPurpose.STOP, TokenPurpose.NEVER)
    )
    return Links(
        confirm=f"{base_url}/mail/confirm/{confirm}",
        stop=f"{base_url}/mail/stop/{stop}",
        never=f"{base_url}/mail/never/{never}",
    )


def links_to_own_page(contact: Contact, details: ContactDetails, base_url: str) -> Links:
    """Make the links to what is told, and to the end of all mails."""
    token = _new_token(contact, TokenPurpose.STOP)
    return Links(own_page=f"{base_url}/mine/{details.token}", stop=f"{base_url}/mail/stop/{token}")


def _new_token(contact: Contact, purpose: TokenPurpose) -> str:
    token = tokens.new_token()
    digest = tokens.digest(token)
    db.session.add(ContactToken(contact_id=contact.id, purpose=purpose, digest=digest))
    return token
