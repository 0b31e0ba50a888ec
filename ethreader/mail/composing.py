"""What a mail says: next to nothing. Who reads it over a shoulder learns nothing from it.

Text only, a neutral sender and subject, no article, no comment, no name.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage

from flask import render_template

from ethreader.base.settings import Settings
from ethreader.contacts.emails import normalise_email
from ethreader.contacts.mailboxes import without_tag
from ethreader.contacts.service import CONFIRM_WITHIN
from ethreader.contacts.vault import ContactDetails
from ethreader.mail.headers import FoldedHeader, date_header, sender_header, text_header
from ethreader.mail.kinds import MailKind, kind_named
from ethreader.mail.links import STATUS_FOR, Links, with_refusal
from ethreader.mail.message_ids import message_id
from ethreader.mail.models import OutboxMail
from ethreader.mail.sender_names import sender_name, subject
from ethreader.mail.weekly_keys import WEEKS_BACK, WeeklyKeys
from ethreader.web.localisation import speaking

# What mails say of times.
SPANS = {
    "confirm_days": CONFIRM_WITHIN.days,
    "status_days": STATUS_FOR.days,
    "weeks": WEEKS_BACK,
}


def make_message(
    mail: OutboxMail,
    details: ContactDetails,
    *,
    refusal_token: str,
    keys: WeeklyKeys,
    settings: Settings,
    now: datetime,
) -> EmailMessage:
    """Make the links of a mail, and return it in the language of the comment that it is about.

    Raises `EmailRefused` as `compose` does.
    """
    kind = kind_named(mail.kind)
    with speaking(details.language) as root:
        url = f"{settings.mail_url}{root}"
        links = kind.make_links(mail, url, now)
        if not kind.needs_confirmation:
            links = with_refusal(links, mail, url, token=refusal_token)
        links = replace(links, queue=_on_site(links.queue, settings, root=root))
        mail.news = links.news
        id_ = message_id(mail, keys, now=now)
        return compose(kind, links, to=details.email, message_id=id_, settings=settings, now=now)


def compose(
    kind: MailKind,
    links: Links,
    *,
    to: str,
    message_id: str,
    settings: Settings,
    now: datetime,
) -> EmailMessage:
    """Return a mail of `kind`; the same `message_id` each time it is tried again.

    Raises `EmailRefused` where the sealed box holds an email, sealed by an earlier version, that
    nothing can be sent to.
    """
    email = normalise_email(to)
    message = EmailMessage()
    for header in _headers(links, message_id=message_id, settings=settings, now=now):
        message[header.name] = header
    shown = email if kind.needs_confirmation else without_tag(email)
    message["To"] = FoldedHeader("To", shown)
    message["Bcc"] = Address(addr_spec=email)  # Where it goes; no server passes it on.
    # No encoding that folds lines: a link must stay whole in any mail program.
    text = render_template(f"mail/{kind.name}.txt", links=links, **SPANS)
    message.set_content(text, cte="8bit")
    return message


def _on_site(path: str, settings: Settings, *, root: str) -> str:
    """Return the URL of a page of the site; none where links in mails must not tell which it is."""
    is_named = len(settings.origins) == 1
    return f"{settings.base_url}{root}{path}" if path and is_named else ""


def _headers(
    links: Links, *, message_id: str, settings: Settings, now: datetime
) -> Iterator[FoldedHeader]:
    """Yield the headers that say nothing of whom a mail goes to."""
    host = settings.mail_from.rpartition("@")[2]
    yield date_header(now)
    yield sender_header(sender_name(settings), settings.mail_from)
    yield text_header("Subject", subject(settings))
    yield FoldedHeader("Message-ID", f"<{message_id}@{host}>")
    # No out-of-office reply: it would show a reader's email to whoever reads the sender's mailbox.
    yield FoldedHeader("Auto-Submitted", "auto-generated")
    yield FoldedHeader("X-Auto-Response-Suppress", "All")
    if links.stop:
        yield FoldedHeader("List-Unsubscribe", f"<{links.stop}>")
        yield FoldedHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
