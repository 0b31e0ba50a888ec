"""What is said of an event in another language than that of the original."""

from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    column,
    select,
    table,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.base.db import Key, Model

_ORIGINALS = table("event", column("id"), column("slug", String))


class EventText(Model):
    """The words of an event in one more language; dates, people and comments are the event's."""

    __tablename__ = "event_text"
    __table_args__ = (UniqueConstraint("event_id", "language"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    language: Mapped[str] = mapped_column(String(20))  # The code of a language of the interface.
    name: Mapped[str] = mapped_column(String(300))
    headline: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(String(600))
    status_note: Mapped[str] = mapped_column(String(300))
    # [{"speaker": slug, "role": …, "affiliation": …, "topic": …}]
    speakers: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    body: Mapped[str] = mapped_column(Text)  # Markdown.
    body_html: Mapped[str] = mapped_column(Text)

    based_on: Mapped[str] = mapped_column(String(16))  # The digest of the original it says.
    is_made_by_machine: Mapped[bool]

    event: Mapped[Any] = relationship("Event", viewonly=True)

    @hybrid_property
    def slug(self) -> str:
        """The name of its file, like `meeting.de`."""
        return f"{self.event.slug}.{self.language}"

    @slug.inplace.expression
    @classmethod
    def _slug(cls) -> ColumnElement[str]:
        original = select(_ORIGINALS.c.slug).where(_ORIGINALS.c.id == cls.event_id)
        name: ColumnElement[str] = original.scalar_subquery() + "." + cls.language
        return name
