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
