"""What a mail says: next to nothing. Who reads it over a shoulder learns nothing from it.

Text only, a neutral sender and subject, no article, no comment, no name.
"""

from email.headerregistry import Address
from email.message import EmailMessage

from flask import render_template

from ethreader.base.settings import Settings
from ethreader.contacts.emails import normalise_email
from ethreader.contacts.mailboxes import without_tag
from ethreader.contacts.service import CONFIRM_WITHIN
from ethreader.mail.kinds import MailKind
from ethreader.mail.links import STATUS_FOR, Links
from ethreader.mail.weekly_keys import WEEKS_BACK

# What mails say of times.
SPANS = {
    "confirm_days": CONFIRM_WITHIN.days,
    "status_days": STATUS_FOR.days,
    "weeks": WEEKS_BACK,
}


def compose(
    kind: MailKind, links: Links, *, to: str, message_id: str, settings: Settings
) -> EmailMessage:
    """Return a mail of `kind`; the same `message_id` each time it is tried again.

    Raises `EmailRefused` where the sealed box holds an email, sealed by an earlier version, that
    nothing can be sent to.
    """
    _, _, host = settings.mail_from.partition("@")
    message = EmailMessage()
    message["From"] = Address(display_name=settings.mail_name, addr_spec=settings.mail_from)
    email = normalise_email(to)
    shown = email if kind.needs_confirmation else without_tag(email)
    message["To"] = Address(addr_spec=shown)
    message["Bcc"] = Address(addr_spec=email)  # Where it goes; no server passes it on.
    message["Subject"] = settings.mail_subject
    message["Message-ID"] = f"<{message_id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    if links.stop:
        message["List-Unsubscribe"] = f"<{links.stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # No encoding that folds lines: a link must stay whole in any mail program.
    text = render_template(f"mail/{kind.name}.txt", links=links, **SPANS)
    message.set_content(text, cte="8bit")
    return message
