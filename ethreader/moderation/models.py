"""Decisions: the record of who changed a comment's state, and why."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.accounts.models import Moderator
from ethreader.base.db import Key, Model, Moment, choice
from ethreader.comments.models import Comment, State


class Reason(StrEnum):
    """Why a moderator decided as they did."""

    FITS = "fits"
    OFF_TOPIC = "off-topic"
    HURTFUL = "hurtful"
    PRIVATE = "private"
    DANGER = "danger"
    ADVERTISING = "advertising"
    UNDONE = "undone"


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
