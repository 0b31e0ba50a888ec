"""Who has which comment before them, so that two do not read the same one."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.accounts.models import Moderator
from ethreader.base.db import Model, Moment
from ethreader.comments.models import Comment


class Glance(Model):
    """The comment that a moderator looks at; forgotten after a minute."""

    __tablename__ = "glance"

    moderator_id: Mapped[int] = mapped_column(
        ForeignKey("moderator.id"), primary_key=True, autoincrement=False
    )
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    seen_at: Mapped[Moment]

    moderator: Mapped[Moderator] = relationship(lazy="joined", innerjoin=True)
    comment: Mapped[Comment] = relationship()
