"""What an editor says of the site and of its pages: the one list of their fields."""

from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from ethreader.base.contrast import is_colour
from ethreader.base.fields import (
    Fields,
    LanguageTag,
    Line,
    Line120,
    Line200,
    Line300,
    SlugText,
    Url,
)
from ethreader.base.markup import article_html
from ethreader.i18n.texts import gettext
from ethreader.pictures.fields import LogoFields
from ethreader.site_pages.accents import refuse_pale
from ethreader.site_pages.models import Place, Site, SitePage


def _accent(text: str) -> str:
    # In front matter, what stands behind `#` is a remark: it may be left out.
    digits = text.strip().casefold().removeprefix("#")
    colour = f"#{''.join(sign * 2 for sign in digits) if len(digits) == 3 else digits}"
    if not is_colour(colour):
        said = gettext("give a colour as # and six digits or letters a to f, like #0d5454")
        raise ValueError(said)
    refuse_pale(colour)
    return colour


Accent = Annotated[str, AfterValidator(_accent), Field(max_length=20)]


class FooterLink(Fields):
    """A link of the footer, with its words."""

    label: Line120
    url: Url


class SiteFields(Fields):
    """What the site says of itself in one language; the body is the house rules."""

    derived = frozenset({"links", "picture"})

    slug: SlugText
    language: LanguageTag = "en"
    name: Annotated[Line, Field(max_length=80)] = ""
    tagline: Line200 = ""
    accent: Accent = ""
    footer_text: Line300 = ""
    links: list[FooterLink] = Field(default_factory=list, max_length=20)
    picture: LogoFields | None = Field(default=None, alias="logo")
    body: str = ""

    @cached_property
    def body_html(self) -> str:
        """The house rules as they are shown, rendered when they are first asked for."""
        return article_html(self.body)

    @classmethod
    def of(cls, site: Site) -> Self:
        """Return what is stored of the site in a language."""
        links = [FooterLink.model_construct(None, **link) for link in site.links]
        return cls.copied_from(site, links=links, picture=LogoFields.of(site))

    @model_validator(mode="after")
    def _check_slug(self) -> Self:
        wanted = self.language.casefold()
        if self.slug != wanted:
            said = gettext(
                "what is said in “%(language)s” is called “%(slug)s”",
                language=self.language,
                slug=wanted,
            )
            raise ValueError(f"slug: {said}")
        return self


class SitePageFields(Fields):
    """All that is said of a simple page, in one language."""

    slug: SlugText
    title: Line120
    summary: Line300 = ""
    language: LanguageTag = "en"
    translation_of: SlugText | None = None
    place: Place = Place.NOWHERE
    position: Annotated[int, Field(ge=0, le=1000)] = 0
    body: str = ""

    @cached_property
    def body_html(self) -> str:
        """The body as it is shown, rendered when it is first asked for."""
        return article_html(self.body)

    @classmethod
    def of(cls, page: SitePage) -> Self:
        """Return what is stored of a page."""
        return cls.copied_from(page)

    @model_validator(mode="after")
    def _check_original(self) -> Self:
        if self.translation_of == self.slug:
            said = gettext("a page cannot translate itself; leave it out")
            raise ValueError(f"translation_of: {said}")
        return self
