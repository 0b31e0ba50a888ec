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
    DANGER = "danger", lazy_gettext("Somebody may be in danger")
    REPEATED = "repeated", lazy_gettext("Nearly the same text was sent before")
    RULE = "rule", lazy_gettext("Meets a rule of your team")
    SPAM_LIKE = "spam-like", lazy_gettext("Looks like advertising")
    PILED_MARKS = "piled-marks", lazy_gettext("Letters with many marks piled up on them")


CONTACT_DETAILS = frozenset({Flag.EMAIL, Flag.PHONE_NUMBER})
# What was learned may be wrong, and must hide nobody's words: it marks what waits anyhow.
MARKS_ALONE = frozenset({Flag.SPAM_LIKE})


def are_to_be_read_first(flags: Iterable[Flag]) -> bool:
    """Tell whether a comment with these flags waits even where comments appear at once."""
    return not MARKS_ALONE.issuperset(flags)
