"""What a comment that tells of danger may be, each in a sentence for those who read it first."""

from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import lazy_gettext


class DangerKind(LabelledEnum):
    """A kind of danger, as the files of `danger_phrases` call it."""

    THREAT = "threat", lazy_gettext("It may threaten somebody.")
    CRY_FOR_HELP = "cry for help", lazy_gettext("Somebody may need help now.")
    STALKING = "stalking", lazy_gettext("Somebody may be followed or watched.")
    WHEREABOUTS = (
        "where somebody is",
        lazy_gettext("It may tell, or ask, where somebody lives or hides."),
    )
    ALIKE = "alike", lazy_gettext("It is worded like comments that tell of danger:")
