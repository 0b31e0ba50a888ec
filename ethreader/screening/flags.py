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
    DANGER = "danger", lazy_gettext("Somebody may be in danger")
    CROWDED = "crowded", lazy_gettext("Many comments came at once from one network")
    PILED_MARKS = "piled-marks", lazy_gettext("Letters with many marks piled up on them")


CONTACT_DETAILS = frozenset({Flag.EMAIL, Flag.PHONE_NUMBER})
