"""The feeds that moderators have of what waits: one each, and known by a digest alone."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.accounts.models import Moderator
from ethreader.base.db import Model


class ModeratorFeed(Model):
    """A moderator's feed; deleting the row ends it."""

    __tablename__ = "moderator_feed"

    moderator_id: Mapped[int] = mapped_column(
        ForeignKey("moderator.id"), primary_key=True, autoincrement=False
    )
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)

    moderator: Mapped[Moderator] = relationship(lazy="joined", innerjoin=True)
