"""Whether a mail would tell somebody of what they wrote themselves; only open boxes can say."""

from ethreader.contacts.keyring import KeyRing, opened
from ethreader.contacts.mailboxes import mailbox_of
from ethreader.contacts.queries import contact_of
from ethreader.contacts.vault import ContactDetails
from ethreader.mail.models import OutboxMail


def is_own_reply(mail: OutboxMail, details: ContactDetails, keys: KeyRing) -> bool:
    """Tell whether both comments were sent with the same mailbox, confirmed or not."""
    other = contact_of(mail.about_id) if mail.about_id is not None else None
    author = opened(other, keys) if other is not None else None
    return author is not None and mailbox_of(author.email) == mailbox_of(details.email)
