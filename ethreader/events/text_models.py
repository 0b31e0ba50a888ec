"""What is said of an event in another language than that of the original."""

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.base.content_state import ContentKind
from ethreader.base.db import Key, Model
from ethreader.translations.models import PARTS, Original, TextInLanguage


class EventText(TextInLanguage, Model):
    """The words of an event in one more language; dates, people and comments are the event's."""

    __tablename__ = "event_text"
    __table_args__ = (UniqueConstraint("event_id", "language"),)

    KIND: ClassVar = ContentKind.TRANSLATION
    ORIGINALS: ClassVar = "event"
    LINES: ClassVar = ("name", "headline", "summary", "status_note")
    ROWS: ClassVar = ("speakers",)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    name: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(String(600))
    status_note: Mapped[str] = mapped_column(String(300))
    # [{"speaker": slug, "role": …, "affiliation": …, "topic": …}]
    speakers: Mapped[list[dict[str, str]]] = mapped_column(JSON)

    event: Mapped[Any] = relationship("Event", viewonly=True)


class ToldEvent(Original):
    """What an event says as its texts in more languages say it."""

    __abstract__ = True

    TEXT: ClassVar = EventText
    SAYS_OF: ClassVar = ("appearances",)

    if TYPE_CHECKING:
        appearances: Mapped[list[Any]]

    @property
    def speakers(self) -> list[dict[str, str]]:
        """Who speaks, and what is said of each, as its texts in more languages say it."""
        return [
            {"speaker": each.speaker.slug} | {name: getattr(each, name) for name in PARTS}
            for each in self.appearances
        ]
