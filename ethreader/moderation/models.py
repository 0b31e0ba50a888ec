"""Decisions: the record of who changed a comment's state, and why."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.accounts.models import Moderator
from ethreader.base.db import Key, Model, Moment, choice
from ethreader.base.labels import LabelledEnum
from ethreader.comments.models import Comment, State
from ethreader.i18n.texts import lazy_gettext


class Reason(LabelledEnum):
    """Why a moderator decided as they did."""

    FITS = "fits", lazy_gettext("Fits the house rules")
    OFF_TOPIC = "off-topic", lazy_gettext("Not about this event")
    HURTFUL = "hurtful", lazy_gettext("Hurts or threatens somebody")
    PRIVATE = "private", lazy_gettext("Gives away private details")
    DANGER = "danger", lazy_gettext("Could put somebody in danger")
    ADVERTISING = "advertising", lazy_gettext("Advertising")
    UNDONE = "undone", lazy_gettext("Decision taken back")


class Decision(Model):
    """One recorded change of a comment's state."""

    __tablename__ = "decision"

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("moderator.id"), index=True)
    before: Mapped[State] = mapped_column(choice(State, name="before"))
    after: Mapped[State] = mapped_column(choice(State, name="after"))
    reason: Mapped[Reason] = mapped_column(choice(Reason))
    note: Mapped[str] = mapped_column(String(300))
    decided_at: Mapped[Moment]

    comment: Mapped[Comment] = relationship()
    moderator: Mapped[Moderator] = relationship(lazy="joined", innerjoin=True)
