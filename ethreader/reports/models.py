"""Reports: what is wrong with a comment, in a reader's view. Nothing here says who it was."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Key, Model, choice
from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import lazy_gettext

NOTE_LIMIT = 300


class ReportReason(LabelledEnum):
    """What a reader finds wrong with a comment."""

    PERSON = "person", lazy_gettext("It reveals someone’s identity or location")
    HURTFUL = "hurtful", lazy_gettext("It threatens or insults someone")
    ADVERTISING = "advertising", lazy_gettext("It is spam or advertising")
    OTHER = "other", lazy_gettext("Something else")


class Report(Model):
    """What one reader says of one comment; open until a moderator's decision settles it."""

    __tablename__ = "report"

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    reason: Mapped[ReportReason] = mapped_column(choice(ReportReason))
    note: Mapped[str] = mapped_column(String(NOTE_LIMIT))
    received_on: Mapped[date]
    # The decision that settled it, so that taking that one back opens it again.
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("state_change.id"), index=True)
    settled_on: Mapped[date | None]
