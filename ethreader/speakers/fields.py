"""What an editor says of a speaker: the one list of a speaker's fields."""

from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from ethreader.base.fields import (
    Day,
    Fields,
    LanguageTag,
    Line120,
    Line200,
    Line300,
    SlugText,
    Url,
    YesOrNo,
)
from ethreader.base.markup import article_html
from ethreader.i18n.texts import gettext
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
    consent_purpose: Line300 = ""
    consent_given_on: Day | None = None
    consent_expires_on: Day | None = None
    is_pseudonym: YesOrNo = False
    no_portrait: YesOrNo = False
    body: str = ""

    @cached_property
    def body_html(self) -> str:
        """The body as it is shown, rendered when it is first asked for."""
        return article_html(self.body)

    @model_validator(mode="after")
    def _check_portrait(self) -> Self:
        if self.no_portrait and self.picture:
            said = gettext("the person wants none (“no_portrait”); take one of the two out")
            raise ValueError(f"portrait: {said}")
        return self

    @model_validator(mode="after")
    def _check_consent(self) -> Self:
        given, expires = self.consent_given_on, self.consent_expires_on
        if given and expires and expires < given:
            said = gettext("the consent would end before it was given")
            raise ValueError(f"consent_expires_on: {said}")
        return self

    @classmethod
    def of(cls, speaker: Speaker) -> Self:
        """Return what is stored of a speaker."""
        links = [Link.model_construct(None, **link) for link in speaker.links]
        return cls.copied_from(speaker, links=links, picture=PictureFields.of(speaker))
