"""Speakers: people with a page of their own."""

from datetime import date
from typing import ClassVar

from sqlalchemy import JSON, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ethreader.base.content_state import Publishable
from ethreader.base.db import OWNED, Key, Slug
from ethreader.pictures.models import Pictured
from ethreader.speakers.text_models import SpeakerText
from ethreader.translations.models import Original


class Speaker(Pictured, Publishable, Original):
    """A person who speaks at events, as the organisation presents them."""

    __tablename__ = "speaker"
    TEXT: ClassVar = SpeakerText

    id: Mapped[Key]
    slug: Mapped[Slug]
    name: Mapped[str] = mapped_column(String(200))
    headline: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(20))
    links: Mapped[list[dict[str, str]]] = mapped_column(JSON)  # [{"label": …, "url": …}]
    body: Mapped[str] = mapped_column(Text)  # Markdown, as the editor wrote it.
    body_html: Mapped[str] = mapped_column(Text)

    # What they consented to. Without a purpose nobody has asked for an end to be watched.
    consent_purpose: Mapped[str] = mapped_column(String(300), default="", server_default="")
    consent_given_on: Mapped[date | None]
    consent_expires_on: Mapped[date | None]  # The last day.
    # Whether the name is not theirs: the one that is theirs is stored nowhere.
    is_pseudonym: Mapped[bool] = mapped_column(default=False, server_default=false())
    no_portrait: Mapped[bool] = mapped_column(default=False, server_default=false())

    texts: Mapped[list[SpeakerText]] = relationship(cascade=OWNED, order_by=SpeakerText.language)

    __table_args__ = (Index("ix_speaker_name", "name", "id"),)
