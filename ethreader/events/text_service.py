"""Rules that write the texts of events in more languages."""

from collections.abc import Iterator

from ethreader.base.db import db
from ethreader.base.field_problems import FieldProblem
from ethreader.events.models import Event
from ethreader.events.original_moves import digest_of
from ethreader.events.queries import event_by_slug
from ethreader.events.script_service import (
    OTHER_SCRIPT,
    WORDS,
    make_other_script,
    text_in,
    text_to_write,
    written_by_hand,
)
from ethreader.events.service import UnknownReferences
from ethreader.events.text_fields import EventTextFields
from ethreader.events.text_models import EventText
from ethreader.i18n.languages import page_language
from ethreader.i18n.texts import gettext


def save_event_text(fields: EventTextFields) -> EventText:
    """Store an event's text in one more language, in place of the one that it has in it.

    Raises `UnknownReferences` when the original, or a speaker there, is not.
    """
    event = event_by_slug(fields.translation_of)
    problems = list(problems_of_text(fields))
    if event is None or problems:
        raise UnknownReferences(problems)
    original = digest_of(event)
    with db.session.no_autoflush:
        text = text_to_write(event, fields.language)
        _write(fields, text, original=original)
    db.session.flush()
    make_other_script(event)
    return text


def _write(fields: EventTextFields, text: EventText, *, original: str) -> None:
    speakers = [each.model_dump() for each in fields.speakers]
    is_same = all(getattr(text, name) == getattr(fields, name) for name in WORDS)
    is_same = is_same and text.speakers == speakers
    # Who imports a folder again did not look at what became of the original.
    text.based_on = fields.based_on or (text.based_on if is_same else original)
    fields.write_to(text)
    text.speakers, text.body_html = speakers, fields.body_html


def drop_event_text(event: Event, language: str) -> bool:
    """Delete an event's text in a language, and tell whether there was one."""
    text = text_in(event, language)
    if text is None:
        return False
    event.texts.remove(text)
    made = text_in(event, OTHER_SCRIPT.get(language, ""))
    if made is not None and made.is_made_by_machine and not written_by_hand(event, language):
        event.texts.remove(made)  # Nobody would make it again of what is gone.
    db.session.flush()
    return True


def problems_of_text(fields: EventTextFields) -> Iterator[FieldProblem]:
    """Yield what is wrong with a text beside its original."""
    event = event_by_slug(fields.translation_of)
    if event is None:
        reason = gettext("there is no event “%(slug)s”", slug=fields.translation_of)
        yield FieldProblem(field="translation_of", reason=reason)
    else:
        yield from _beside(event, fields)


def _beside(event: Event, fields: EventTextFields) -> Iterator[FieldProblem]:
    home = page_language(event.language)
    if home is not None and home.code == fields.language:
        tag = event.language
        reason = gettext("the original is in this language already (%(tag)s)", tag=tag)
        yield FieldProblem(field="language", reason=reason)
    if fields.body and not event.has_page:
        reason = gettext("the original has no text, so nobody would see this one; delete it")
        yield FieldProblem(field="text", reason=reason)
    appearing = {each.speaker.slug for each in event.appearances}
    for number, each in enumerate(fields.speakers, start=1):
        if each.speaker not in appearing:
            reason = gettext(
                "“%(slug)s” does not speak at this event, by its original", slug=each.speaker
            )
            yield FieldProblem(field=f"speakers.{number}.speaker", reason=reason)
