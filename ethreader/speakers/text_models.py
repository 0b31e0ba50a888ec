"""What is said of a speaker in another language than that of the original."""

from typing import Any, ClassVar

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    String,
    UniqueConstraint,
    column,
    select,
    table,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.base.content_state import ContentKind
from ethreader.base.db import Key, Model
from ethreader.translations.models import TextInLanguage

_SPEAKERS = table("speaker", column("id"), column("name", String))


class SpeakerText(TextInLanguage, Model):
    """The words about a person in one more language; name, portrait and links are the speaker's."""

    __tablename__ = "speaker_text"
    __table_args__ = (UniqueConstraint("speaker_id", "language"),)

    KIND: ClassVar = ContentKind.SPEAKER_TEXT
    ORIGINALS: ClassVar = "speaker"
    LINES: ClassVar = ("headline",)

    id: Mapped[Key]
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id"))

    speaker: Mapped[Any] = relationship("Speaker", viewonly=True)

    @hybrid_property
    def name(self) -> str:
        """The person's name, by which editors know it: it is said in no text."""
        return str(self.speaker.name)

    @name.inplace.expression
    @classmethod
    def _name(cls) -> ColumnElement[str]:
        return select(_SPEAKERS.c.name).where(_SPEAKERS.c.id == cls.speaker_id).scalar_subquery()
