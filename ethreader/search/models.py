"""What the index is made of: of each thing that readers may find, its words as they are looked up.

The databases keep their own index of these rows beside them, in tables named `search_index…`: FTS5
on SQLite, by triggers; a column of PostgreSQL's `tsvector`, which the rules here write.
"""

from sqlalchemy import BigInteger, ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Key, Model


class SearchEntry(Model):
    """The words of what readers may find. No name of a commenter, no email."""

    __tablename__ = "search_entry"

    # Told by the kind and the number of what it is about: see `entry_id`.
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    comment_id: Mapped[int | None] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


class SearchBuild(Model):
    """One row: how the index was made, and whether words of it are yet to leave the file."""

    __tablename__ = "search_build"

    id: Mapped[Key]
    folding: Mapped[int]  # The version of `folding` for all entries; 0 while they are being made.
    has_leftovers: Mapped[bool]  # SQLite's triggers say so when an entry changes or goes.


BUILD = 1
_WIDTH = 40  # Bits for the number within a kind.


def entry_id(kind: int, item: int) -> int:
    """Return the key of an entry: those of a kind lie together, the latest last."""
    return kind << _WIDTH | item


def range_of(kind: int) -> tuple[int, int]:
    """Return between which keys the entries of a kind lie: the second is none of them."""
    return entry_id(kind, 0), entry_id(kind + 1, 0)
