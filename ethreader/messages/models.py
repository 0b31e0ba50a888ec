"""What author and moderators write to each other about a comment."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.base.db import Key, Model, Moment, choice
from ethreader.comments.models import Comment


class MessageSender(StrEnum):
    """Who wrote a message; which moderator it was is not the author's business."""

    AUTHOR = "author"
    MODERATOR = "moderator"


class Message(Model):
    """One message about a comment."""

    __tablename__ = "message"

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    sender: Mapped[MessageSender] = mapped_column(choice(MessageSender))
    body: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[Moment]

    comment: Mapped[Comment] = relationship()
