"""What an editor says of an event in one more language: the one list of these fields."""

from typing import ClassVar, Self

from pydantic import Field

from ethreader.base.content_state import ContentKind
from ethreader.base.fields import Line300, Line600
from ethreader.events.fields import AppearanceFields
from ethreader.events.text_models import EventText
from ethreader.translations.text_fields import (
    DigestOfOriginal,
    MadeByMachine,
    TextFields,
    older_digest,
)


class EventTextFields(TextFields):
    """The words of an event in one more language; all else is the original's."""

    derived = frozenset({"translation_of", "speakers", "based_on"})
    of_kind: ClassVar = ContentKind.EVENT
    text: ClassVar = EventText

    name: Line300
    headline: Line300 = ""
    summary: Line600 = ""
    status_note: Line300 = ""
    speakers: list[AppearanceFields] = Field(default_factory=list)
    based_on: DigestOfOriginal = ""
    is_made_by_machine: MadeByMachine = False
    body: str = ""

    @classmethod
    def of(cls, text: EventText) -> Self:
        """Return what is stored of a translation; `based_on` only where that is an older one."""
        return cls.copied_from(
            text,
            translation_of=text.event.slug,
            speakers=[AppearanceFields.model_construct(None, **each) for each in text.speakers],
            based_on=older_digest(text),
        )
