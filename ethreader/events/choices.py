"""What an editor chooses of an event, and what the clock says of it."""

from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import lazy_gettext


class Attendance(LabelledEnum):
    """How one takes part."""

    IN_PERSON = "in-person", lazy_gettext("In person")
    ONLINE = "online", lazy_gettext("Online")
    BOTH = "both", lazy_gettext("In person and online")


class Status(LabelledEnum):
    """Whether it takes place as announced."""

    PLANNED = "planned", lazy_gettext("Planned")
    POSTPONED = "postponed", lazy_gettext("Postponed")
    RESCHEDULED = "rescheduled", lazy_gettext("New date")
    CANCELLED = "cancelled", lazy_gettext("Cancelled")


class Phase(LabelledEnum):
    """Where now stands to the dates of an event. Never stored: the clock moves it on."""

    UPCOMING = "upcoming", lazy_gettext("Upcoming")
    UNDER_WAY = "under-way", lazy_gettext("Happening now")
    OVER = "over", lazy_gettext("Past event")


class Role(LabelledEnum):
    """What an organisation does for an event."""

    HOST = "host", lazy_gettext("Organised by")
    CO_HOST = "co-host", lazy_gettext("Co-organised by")
    SUPPORTER = "supporter", lazy_gettext("Supported by")
    FUNDER = "funder", lazy_gettext("Funded by")
    PARTICIPANT = "participant", lazy_gettext("Taking part")
