"""What the fields of all texts in one more language have: each kind says its own words beside."""

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from ethreader.base.content_state import ContentKind
from ethreader.base.fields import Fields, SlugText, YesOrNo
from ethreader.base.markup import article_html
from ethreader.i18n.languages import LANGUAGES, page_language
from ethreader.i18n.texts import gettext
from ethreader.translations.models import TextInLanguage
from ethreader.translations.original_moves import is_outdated


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
DigestOfOriginal = Annotated[str, Field(max_length=16)]
MadeByMachine = Annotated[YesOrNo, Field(alias="made_by_machine")]


class TextFields(Fields):
    """The words of something in one more language; all else is the original's."""

    derived = frozenset({"translation_of", "based_on"})
    of_kind: ClassVar[ContentKind]
    text: ClassVar[type[TextInLanguage]]

    translation_of: SlugText
    language: TextLanguage

    if TYPE_CHECKING:
        based_on: str
        is_made_by_machine: bool
        body: str

    @property
    def slug(self) -> str:
        """The name of its file, which tells it from all others."""
        return f"{self.translation_of}.{self.language}"

    @cached_property
    def body_html(self) -> str:
        """The text as it is shown, rendered when it is first asked for."""
        return article_html(self.body)

    @property
    def words(self) -> dict[str, Any]:
        """What it says, as its row has it."""
        return self.model_dump(include={*self.text.LINES, *self.text.ROWS, "body"})


def older_digest(text: TextInLanguage) -> str:
    """Return which original a text says where that is an older one: files say no other."""
    return text.based_on if is_outdated(text, text.original) else ""
