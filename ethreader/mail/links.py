"""The links that a mail carries, each with a token of its own; none gives an author's right.

Whoever reads the mailbox may not be who wrote: a stranger can have given its email, and the
author's can be read by somebody else. So a mail leads neither to the author's own page nor to
any text.

Tokens are made here, in the mail process, and stand in clear in the mail alone: whoever shows one
has read that mail. Nothing of them follows from what the web process or the author knows.

The caller commits before the mail leaves. Earlier links go on working: a mail may have arrived
though nobody knows. A mail that is tried again leaves the tokens of each try behind, a few
digests at most (`ATTEMPTS` of a mail, five a day for an email), which open nothing and go with
the contact, if not before. To take back those of a failed try would need to know that it surely
failed; a connection that broke does not tell.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from ethreader.base import tokens
from ethreader.base.db import db
from ethreader.contacts.models import ContactToken, TokenPurpose
from ethreader.contacts.service import midnight_before
from ethreader.mail.models import OutboxMail

STATUS_FOR = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Links:
    """The URLs that a mail carries; empty where it carries none of the kind.

    `news` is what the page behind one of them tells, `numbers` what the mail itself does. `queue`
    is made as a path, and becomes a URL of the site itself.
    """

    status: str = field(default="", repr=False)
    confirm: str = field(default="", repr=False)
    stop: str = field(default="", repr=False)
    never: str = field(default="", repr=False)
    queue: str = ""
    news: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


# Makes the links of a mail below a URL, at a moment.
LinkMaker = Callable[[OutboxMail, str, datetime], Links]


def links_to_confirm(mail: OutboxMail, url: str, now: datetime) -> Links:
    """Make the links of a mail that asks whether more of them are wanted."""
    stop = links_to_stop(mail, url, now).stop
    token = tokens.new_token()
    _keep_digest(mail, token, TokenPurpose.CONFIRM)
    return Links(confirm=f"{url}/mail/confirm/{token}", stop=stop)


def with_refusal(links: Links, mail: OutboxMail, url: str, *, token: str) -> Links:
    """Add the link that ends all mail to a mailbox, which `token` names to the mail process.

    The mail's header stops, and does no more: a mail program's one click does not say that it
    would be for good.
    """
    _keep_digest(mail, token, TokenPurpose.NEVER)
    return replace(links, never=f"{url}/mail/never/{token}")


def links_to_stop(mail: OutboxMail, url: str, _now: datetime) -> Links:
    """Make the link to the end of all mails, which is all that most of them carry."""
    token = tokens.new_token()
    _keep_digest(mail, token, TokenPurpose.STOP)
    return Links(stop=f"{url}/mail/stop/{token}")


def links_to_status(mail: OutboxMail, url: str, now: datetime, *, news: str) -> Links:
    """Make the link to the end of all mails, and one to a page that tells `news` for some days."""
    token = tokens.new_token()
    end = midnight_before(now + STATUS_FOR)
    _keep_digest(mail, token, TokenPurpose.STATUS, news=news, expires_at=end)
    stop = links_to_stop(mail, url, now).stop
    return Links(status=f"{url}/mail/status/{token}", stop=stop, news=news)


def _keep_digest(
    mail: OutboxMail,
    token: str,
    purpose: TokenPurpose,
    *,
    news: str = "",
    expires_at: datetime | None = None,
) -> None:
    db.session.add(
        ContactToken(
            contact_id=mail.contact.id,
            purpose=purpose,
            digest=tokens.digest(token),
            news=news,
            expires_at=expires_at,
        )
    )
