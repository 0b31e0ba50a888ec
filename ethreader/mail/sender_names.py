"""What a mailbox lists of a mail: who it is from, and its subject; both say nothing."""

from ethreader.base.settings import Settings
from ethreader.i18n.texts import gettext


def sender_name(settings: Settings) -> str:
    """Return who mails are from: as it was set, or in the language that is spoken."""
    name = settings.mail_name
    return gettext("Notices") if name == Settings.mail_name else name


def subject(settings: Settings) -> str:
    """Return the subject of all mails: as it was set, or in the language that is spoken."""
    words = settings.mail_subject
    return gettext("A message for you") if words == Settings.mail_subject else words
