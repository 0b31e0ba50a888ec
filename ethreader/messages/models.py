"""What author and moderators write to each other about a comment."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.base.db import Key, Model, Moment, choice
from ethreader.comments.models import Comment


class Writer(StrEnum):
    """Who wrote a letter; which moderator it was is not the author's business."""

    AUTHOR = "author"
    MODERATOR = "moderator"


class Letter(Model):
    """One message about a comment."""

    __tablename__ = "letter"

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    writer: Mapped[Writer] = mapped_column(choice(Writer))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[Moment]

    comment: Mapped[Comment] = relationship()
