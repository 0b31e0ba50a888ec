"""The chain of the moderation log: what nobody changes, takes out or puts in unnoticed.

Each link carries the hash of the one before it. A link says of a change what it was by a digest
alone, so it can stay when the change itself has to go; a gap that is meant is a link too.
"""

from datetime import date
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Key, Model, choice

HASH = String(64)


class LinkKind(StrEnum):
    """What a link of the chain stands for."""

    CHANGE = "change"
    CLEARED = "cleared"  # The notes about a comment so far were deleted along with its words.
    REMOVED = "removed"  # All changes of a comment so far were deleted, with its event.
    RESTORED = "restored"  # The log goes on from a backup: what came after that is lost.


class LogLink(Model):
    """A link, in the order in which changes became final. No row is ever changed or deleted."""

    __tablename__ = "log_link"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[LinkKind] = mapped_column(choice(LinkKind))
    # A bare number: the comment may go, and another one may have its number later.
    comment_id: Mapped[int | None]
    day: Mapped[date]  # In the organisation's time zone; of a change its own, else the chaining's.
    note_digest: Mapped[str] = mapped_column(HASH)  # Empty where there was no note.
    content: Mapped[str] = mapped_column(HASH)  # The digest of a change; empty for a gap.
    previous: Mapped[str] = mapped_column(HASH)
    hash: Mapped[str] = mapped_column(HASH)


class LogGap(Model):
    """A gap that is meant, until the chain has it: noted where something is deleted."""

    __tablename__ = "log_gap"

    id: Mapped[Key]
    kind: Mapped[LinkKind] = mapped_column(choice(LinkKind, name="gapkind"))
    comment_id: Mapped[int | None]
