"""What an editor says of an event in one more language: the one list of these fields."""

from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from ethreader.base.fields import Fields, Line300, Line600, SlugText, YesOrNo
from ethreader.base.markup import article_html
from ethreader.events.fields import AppearanceFields
from ethreader.events.models import Event
from ethreader.events.original_moves import is_outdated
from ethreader.events.text_models import EventText
from ethreader.i18n.languages import LANGUAGES, page_language
from ethreader.i18n.texts import gettext


def _language(tag: str) -> str:
    language = page_language(tag)
    if language is None:
        languages = ", ".join(LANGUAGES)
        said = gettext(
            "choose %(languages)s: only these have pages to show it", languages=languages
        )
        raise ValueError(said)
    return language.code


TextLanguage = Annotated[str, AfterValidator(_language)]


class EventTextFields(Fields):
    """The words of an event in one more language; all else is the original's."""

    derived = frozenset({"translation_of", "speakers", "based_on"})

    translation_of: SlugText
    language: TextLanguage
    name: Line300
    headline: Line300 = ""
    summary: Line600 = ""
    status_note: Line300 = ""
    speakers: list[AppearanceFields] = Field(default_factory=list)
    based_on: Annotated[str, Field(max_length=16)] = ""
    is_made_by_machine: YesOrNo = Field(default=False, alias="made_by_machine")
    body: str = ""

    @property
    def slug(self) -> str:
        """The name of its file, which tells it from all others."""
        return f"{self.translation_of}.{self.language}"

    @cached_property
    def body_html(self) -> str:
        """The text as it is shown, rendered when it is first asked for."""
        return article_html(self.body)

    @classmethod
    def of(cls, text: EventText, original: Event) -> Self:
        """Return what is stored of a translation; `based_on` only where that is an older one."""
        return cls.copied_from(
            text,
            translation_of=original.slug,
            speakers=[AppearanceFields.model_construct(None, **each) for each in text.speakers],
            based_on=text.based_on if is_outdated(text, original) else "",
        )
