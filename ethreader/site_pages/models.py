"""What the organisation says of itself, and its simple pages."""

from enum import StrEnum

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.announced import this_second
from ethreader.base.content_state import Publishable
from ethreader.base.db import Key, Model, Moment, Slug, choice
from ethreader.pictures.models import Pictured


class Place(StrEnum):
    """Where a page is linked from."""

    HEADER = "header"
    FOOTER = "footer"
    NOWHERE = "none"


class Site(Pictured, Model):
    """What the site says of itself in a language; what is empty there is said as in its first.

    Its picture is the logo.
    """

    __tablename__ = "site"

    id: Mapped[Key]
    slug: Mapped[Slug]  # The language, in small letters.
    language: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    tagline: Mapped[str] = mapped_column(String(200))
    accent: Mapped[str] = mapped_column(String(20))  # `#0d5454`
    footer_text: Mapped[str] = mapped_column(String(300))
    links: Mapped[list[dict[str, str]]] = mapped_column(JSON)  # [{"label": …, "url": …}]
    body: Mapped[str] = mapped_column(Text)  # The house rules, as Markdown.
    body_html: Mapped[str] = mapped_column(Text)


class SitePage(Publishable, Model):
    """A page like “About us”, in one language.

    Readers find all languages of a page under the slug of the one that the others translate.
    """

    __tablename__ = "site_page"

    id: Mapped[Key]
    slug: Mapped[Slug]
    translation_of: Mapped[str | None] = mapped_column(String(120), index=True)  # A slug.
    language: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300))
    place: Mapped[Place] = mapped_column(choice(Place))
    position: Mapped[int]
    body: Mapped[str] = mapped_column(Text)  # Markdown, as the editor wrote it.
    body_html: Mapped[str] = mapped_column(Text)
    # When anything of it was changed last; of old pages nobody knows.
    changed_at: Mapped[Moment | None] = mapped_column(default=this_second, onupdate=this_second)
