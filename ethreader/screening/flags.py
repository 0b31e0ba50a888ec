"""What screening may notice of a comment."""

from collections.abc import Iterable

from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import lazy_gettext


class Flag(LabelledEnum):
    """What a phase noticed."""

    TOO_FAST = "too-fast", lazy_gettext("Sent unusually fast")
    MANY_LINKS = "many-links", lazy_gettext("Contains several links")
    OFFICIAL_NAME = (
        "official-name",
        lazy_gettext("The name could be mistaken for an official one"),
    )
    EMAIL = "email", lazy_gettext("Contains an email address")
    PHONE_NUMBER = "phone-number", lazy_gettext("Contains a phone number")
    STREET_ADDRESS = "street-address", lazy_gettext("Contains a street address")
    BANK_ACCOUNT = "bank-account", lazy_gettext("Contains a bank account number (IBAN)")
    CITIZEN_NUMBER = "citizen-number", lazy_gettext("Contains a personal identity number (JMBG)")
    NUMBER_PLATE = "number-plate", lazy_gettext("Contains a car’s number plate")
    SOCIAL_HANDLE = "social-handle", lazy_gettext("Contains a social media or messenger profile")
    NAMED_PERSON = "named-person", lazy_gettext("A person’s name stands beside such details")
    PROTECTED_NAME = "protected-name", lazy_gettext("Names somebody whose name is protected")
    DANGER = "danger", lazy_gettext("Somebody may be in danger")
    REPEATED = "repeated", lazy_gettext("Nearly the same text was sent before")
    RULE = "rule", lazy_gettext("Meets a rule of your team")
    SPAM_LIKE = "spam-like", lazy_gettext("Looks like advertising")
    CROWDED = "crowded", lazy_gettext("Many comments came at once from one network")
    PILED_MARKS = "piled-marks", lazy_gettext("Letters with many marks piled up on them")


PERSONAL_DATA = frozenset(
    {
        *(Flag.EMAIL, Flag.PHONE_NUMBER, Flag.STREET_ADDRESS, Flag.BANK_ACCOUNT),
        *(Flag.CITIZEN_NUMBER, Flag.NUMBER_PLATE, Flag.SOCIAL_HANDLE, Flag.NAMED_PERSON),
    }
)
"""What leads to a person: its writer is asked whether everybody is to read it."""
# What was learned may be wrong, and must hide nobody's words: it marks what waits anyhow.
MARKS_ALONE = frozenset({Flag.SPAM_LIKE})


def are_to_be_read_first(flags: Iterable[Flag]) -> bool:
    """Tell whether a comment with these flags waits even where comments appear at once."""
    return not MARKS_ALONE.issuperset(flags)
