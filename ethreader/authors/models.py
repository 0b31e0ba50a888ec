"""Links that make their holder a comment's author."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Key, Model


class AuthorLink(Model):
    """A secret link to a comment's own page."""

    __tablename__ = "author_link"

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
