"""What screening may notice of a comment."""

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
    SOCIAL_HANDLE = "social-handle", lazy_gettext("Contains a social media or messenger profile")
    NAMED_PERSON = "named-person", lazy_gettext("A person’s name stands beside such details")
    PROTECTED_NAME = "protected-name", lazy_gettext("Names somebody whose name is protected")
    DANGER = "danger", lazy_gettext("Somebody may be in danger")
    PILED_MARKS = "piled-marks", lazy_gettext("Letters with many marks piled up on them")


PERSONAL_DATA = frozenset(
    {
        *(Flag.EMAIL, Flag.PHONE_NUMBER, Flag.STREET_ADDRESS, Flag.BANK_ACCOUNT),
        *(Flag.CITIZEN_NUMBER, Flag.SOCIAL_HANDLE, Flag.NAMED_PERSON),
    }
)
"""What leads to a person: its writer is asked whether everybody is to read it."""
