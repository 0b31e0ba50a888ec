"""What was published, each time: who, when, and the text as a content file would have it."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.accounts.models import Moderator
from ethreader.base.clock import NOON
from ethreader.base.content_state import ContentKind
from ethreader.base.db import Key, Model, Moment, choice


class ContentVersion(Model):
    """One version of something; versions are numbered from 1 and never change."""

    __tablename__ = "content_version"
    __table_args__ = (UniqueConstraint("kind", "item_id", "number"),)

    id: Mapped[Key]
    kind: Mapped[ContentKind] = mapped_column(choice(ContentKind))
    item_id: Mapped[int]
    number: Mapped[int]
    slug: Mapped[str] = mapped_column(String(140))  # The file's name would say it.
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[Moment]
    # Nobody, where it came by a file, or was there before versions were kept.
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("moderator.id"), index=True)

    saved_by: Mapped[Moderator | None] = relationship(lazy="joined")

    @property
    def has_time_of_day(self) -> bool:
        """Whether more than the day is still kept."""
        return self.saved_at.time() != NOON
