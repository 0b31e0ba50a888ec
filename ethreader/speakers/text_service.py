"""Rules that write the texts about speakers in more languages."""

from collections.abc import Iterator

from ethreader.base.field_problems import FieldProblem, UnknownReferences
from ethreader.i18n.texts import gettext
from ethreader.speakers.queries import speaker_by_slug
from ethreader.speakers.text_fields import SpeakerTextFields
from ethreader.speakers.text_models import SpeakerText
from ethreader.translations.text_service import problems_of_language, write_text


def save_speaker_text(fields: SpeakerTextFields) -> SpeakerText:
    """Store a text about a speaker in one more language, in place of the one that there is in it.

    Raises `UnknownReferences` when the original is not, or cannot have such a text.
    """
    speaker = speaker_by_slug(fields.translation_of)
    problems = list(problems_of_text(fields))
    if speaker is None or problems:
        raise UnknownReferences(problems)
    text: SpeakerText = write_text(speaker, fields)
    return text


def problems_of_text(fields: SpeakerTextFields) -> Iterator[FieldProblem]:
    """Yield what is wrong with a text beside its original."""
    speaker = speaker_by_slug(fields.translation_of)
    if speaker is None:
        reason = gettext("there is no speaker “%(slug)s”", slug=fields.translation_of)
        yield FieldProblem(field="translation_of", reason=reason)
        return
    yield from problems_of_language(speaker, fields)
    if speaker.body and not fields.body:
        reason = gettext("the original has a text, so say it here, too: readers would miss it")
        yield FieldProblem(field="text", reason=reason)
