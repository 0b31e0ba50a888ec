"""What screening may notice of a comment."""

from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import lazy_gettext


class Flag(LabelledEnum):
    """What a phase noticed."""

    TOO_FAST = "too-fast", lazy_gettext("Sent faster than people type")
    MANY_LINKS = "many-links", lazy_gettext("Contains several links")
    OFFICIAL_NAME = (
        "official-name",
        lazy_gettext("The name looks like that of somebody who speaks for the site"),
    )
