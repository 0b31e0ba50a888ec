"""What an editor says of a speaker: the one list of a speaker's fields."""

from functools import cached_property
from typing import Self

from pydantic import Field

from ethreader.base.fields import Fields, LanguageTag, Line120, Line200, Line300, SlugText, Url
from ethreader.base.markup import article_html
from ethreader.pictures.fields import PictureFields
from ethreader.speakers.models import Speaker


class Link(Fields):
    """A link with its words."""

    label: Line120
    url: Url


class SpeakerFields(Fields):
    """All that is said of a speaker; the body is the story of their work."""

    derived = frozenset({"links", "picture"})

    slug: SlugText
    name: Line200
    headline: Line300 = ""
    language: LanguageTag = "en"
    links: list[Link] = Field(default_factory=list)
    picture: PictureFields | None = Field(default=None, alias="portrait")
    body: str = ""

    @cached_property
    def body_html(self) -> str:
        """The body as it is shown, rendered when it is first asked for."""
        return article_html(self.body)

    @classmethod
    def of(cls, speaker: Speaker) -> Self:
        """Return what is stored of a speaker."""
        links = [Link.model_construct(None, **link) for link in speaker.links]
        return cls.copied_from(speaker, links=links, picture=PictureFields.of(speaker))
