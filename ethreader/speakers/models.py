"""Speakers: people with a page of their own."""

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Key, Model, Slug
from ethreader.pictures.models import Pictured


class Speaker(Pictured, Model):
    """A person who speaks at events, as the organisation presents them."""

    __tablename__ = "speaker"

    id: Mapped[Key]
    slug: Mapped[Slug]
    name: Mapped[str] = mapped_column(String(200))
    headline: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(20))
    links: Mapped[list[dict[str, str]]] = mapped_column(JSON)  # [{"label": …, "url": …}]
    body: Mapped[str] = mapped_column(Text)  # Markdown, as the editor wrote it.
    body_html: Mapped[str] = mapped_column(Text)
