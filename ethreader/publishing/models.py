"""Where old slugs lead, and what was deleted for good."""

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.content_state import ContentKind
from ethreader.base.db import Key, Model, choice


class ContentRedirect(Model):
    """A slug that something had before: whoever comes by it is led on."""

    __tablename__ = "content_redirect"
    __table_args__ = (UniqueConstraint("kind", "old_slug"),)

    id: Mapped[Key]
    kind: Mapped[ContentKind] = mapped_column(choice(ContentKind))
    old_slug: Mapped[str] = mapped_column(String(120))
    item_id: Mapped[int]  # Of the kind's own table.


class ContentRemoval(Model):
    """A slug that was deleted for good, by a digest alone: nothing comes back under it unasked."""

    __tablename__ = "content_removal"
    __table_args__ = (UniqueConstraint("kind", "name"),)

    id: Mapped[Key]
    kind: Mapped[ContentKind] = mapped_column(choice(ContentKind))
    name: Mapped[str] = mapped_column(String(64))  # As the ledger of erasures has it.
    removed_on: Mapped[date]
