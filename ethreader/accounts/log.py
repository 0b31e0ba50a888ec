"""The access log: sign-ins, changes of rights, and messages that moderators sent.

It names moderators and nobody else, and no network: see `access_service`, which alone writes it.
"""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.accounts.models import Moderator
from ethreader.base.clock import NOON
from ethreader.base.db import Key, Model, Moment, choice
from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import lazy_gettext


class AccessKind(LabelledEnum):
    """What happened."""

    SIGNED_IN = "signed-in", lazy_gettext("Signed in")
    WRONG_PASSWORDS = "wrong-passwords", lazy_gettext("Wrong passwords")
    ADDED = "added", lazy_gettext("Added as a moderator")
    LINK_MADE = "link-made", lazy_gettext("New sign-in link; signed out everywhere")
    PASSWORD_SET = "password-set", lazy_gettext("Password set")
    SESSIONS_ENDED = "sessions-ended", lazy_gettext("Signed out on other devices")
    SESSION_ENDED = "session-ended", lazy_gettext("Signed out on another device")
    SIGNED_OUT = "signed-out", lazy_gettext("Signed out everywhere")
    DEVICE_FORGOTTEN = "device-forgotten", lazy_gettext("Device forgotten")
    SECOND_STEP_ADDED = "second-step-added", lazy_gettext("Second step added")
    SECOND_STEP_REMOVED = "second-step-removed", lazy_gettext("Second step removed")
    RECOVERY_CODES_MADE = "recovery-codes-made", lazy_gettext("New recovery codes")
    RECOVERY_CODE_USED = "recovery-code-used", lazy_gettext("Signed in with a recovery code")
    ROLE_CHANGED = "role-changed", lazy_gettext("Role changed; signed out everywhere")
    RENAMED = "renamed", lazy_gettext("Renamed")
    REMOVED = "removed", lazy_gettext("Removed as a moderator")
    MESSAGE_SENT = "message-sent", lazy_gettext("Message to an author")


class AccessRecord(Model):
    """One thing that happened, or as many wrong passwords as there were on one day."""

    __tablename__ = "access_record"

    id: Mapped[Key]
    kind: Mapped[AccessKind] = mapped_column(choice(AccessKind))
    # Nobody, where passwords were wrong: whose name was typed is not kept.
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderator.id"), index=True)
    # The administrator who did it; nobody, where it was done on the server or by themselves.
    by_id: Mapped[int | None] = mapped_column(ForeignKey("moderator.id"), index=True)
    count: Mapped[int]
    happened_at: Mapped[Moment]

    moderator: Mapped[Moderator | None] = relationship(lazy="joined", foreign_keys=moderator_id)
    by: Mapped[Moderator | None] = relationship(lazy="joined", foreign_keys=by_id)

    @property
    def has_time_of_day(self) -> bool:
        """Whether more than the day is still kept."""
        return self.happened_at.time() != NOON
