"""The moderation log: every change of a comment's state, who or what caused it, and why."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.accounts.models import Moderator
from ethreader.base.db import Key, Model, Moment, choice
from ethreader.base.labels import LabelledEnum
from ethreader.comments.models import Comment, State
from ethreader.i18n.texts import lazy_gettext


class Cause(StrEnum):
    """What changed a comment's state."""

    OPEN_EVENT = "open-event"  # Sent to an event whose comments appear at once.
    OFFICIAL_REPLY = "official-reply"
    COMMAND = "command"  # The operator published what was waiting.
    REPORTS = "reports"  # Enough readers reported it.
    EDIT = "edit"  # Its author changed the text.
    WITHDRAWAL = "withdrawal"  # Its author deleted it.
    DECISION = "decision"
    UNDO = "undo"  # A moderator took the last decision back.


# What a moderator did, and a moderator can take back.
BY_MODERATORS = frozenset({Cause.OFFICIAL_REPLY, Cause.DECISION, Cause.UNDO})


class Reason(LabelledEnum):
    """Why a moderator decided as they did."""

    FITS = "fits", lazy_gettext("Within the house rules")
    OFF_TOPIC = "off-topic", lazy_gettext("Not about this event")
    HURTFUL = "hurtful", lazy_gettext("Hurts or threatens someone")
    PRIVATE = "private", lazy_gettext("Gives away private details")
    DANGER = "danger", lazy_gettext("Could put someone in danger")
    ADVERTISING = "advertising", lazy_gettext("Advertising")


class StateChange(Model):
    """One recorded change of a comment's state.

    `transition` writes it, and `arrivals` the first one of a comment that appears at once.
    """

    __tablename__ = "state_change"

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    # Nobody, where no moderator did it: readers and authors are never named here.
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("moderator.id"), index=True)
    from_state: Mapped[State] = mapped_column(choice(State, name="from_state"))
    to_state: Mapped[State] = mapped_column(choice(State, name="to_state"))
    cause: Mapped[Cause] = mapped_column(choice(Cause))
    reason: Mapped[Reason | None] = mapped_column(choice(Reason))
    note: Mapped[str] = mapped_column(String(300), default="")
    # Goes with the note: without it nobody can try words against what the chain knows of it.
    note_salt: Mapped[str] = mapped_column(String(32), default="", server_default="")
    # So that taking it back pins the comment again, and lets it pass for read as it did before.
    was_pinned: Mapped[bool]
    was_reviewed: Mapped[bool]
    # The last report that the moderator's page told. Reports stand above comments; here is the
    # bare number of one.
    seen_report: Mapped[int | None]
    changed_at: Mapped[Moment]
    # Its place in the chain, a moment after it was written. Since then nothing but the note and
    # the hour may go: the database itself refuses all else.
    position: Mapped[int | None] = mapped_column(index=True, unique=True)

    comment: Mapped[Comment] = relationship()
    actor: Mapped[Moderator | None] = relationship(lazy="joined")

    @property
    def is_by_moderator(self) -> bool:
        """Whether a moderator did it, who can also take it back."""
        return self.cause in BY_MODERATORS
