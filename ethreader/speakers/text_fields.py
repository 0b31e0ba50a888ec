"""What an editor says of a speaker in one more language: the one list of these fields."""

from typing import ClassVar, Self

from ethreader.base.content_state import ContentKind
from ethreader.base.fields import Line300
from ethreader.speakers.text_models import SpeakerText
from ethreader.translations.text_fields import (
    DigestOfOriginal,
    MadeByMachine,
    TextFields,
    older_digest,
)


class SpeakerTextFields(TextFields):
    """The words about a person in one more language; all else is the original's."""

    of_kind: ClassVar = ContentKind.SPEAKER
    text: ClassVar = SpeakerText

    headline: Line300 = ""
    based_on: DigestOfOriginal = ""
    is_made_by_machine: MadeByMachine = False
    body: str = ""

    @classmethod
    def of(cls, text: SpeakerText) -> Self:
        """Return what is stored of a text; `based_on` only where that is an older one."""
        return cls.copied_from(text, translation_of=text.speaker.slug, based_on=older_digest(text))
