"""What an editor chooses of an event, and what the clock says of it."""

from enum import StrEnum

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
    MOVED_ONLINE = "moved-online", lazy_gettext("Online instead")

    @property
    def is_new_plan(self) -> bool:
        """Whether it takes place otherwise than it was announced."""
        return self in {Status.RESCHEDULED, Status.MOVED_ONLINE}

    def left_its_place(self, attendance: Attendance) -> bool:
        """Tell whether it was to take place somewhere, and takes place online instead."""
        return self is not Status.PLANNED and attendance is Attendance.ONLINE


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


class CommentPolicy(StrEnum):
    """What happens to comments on an event."""

    OPEN = "open"
    HELD = "held"
    CLOSED = "closed"
