"""Rules that write the texts of events in more languages."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.base.field_problems import FieldProblem, UnknownReferences
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.events.text_models import EventText
from ethreader.i18n.texts import gettext
from ethreader.translations.text_service import problems_of_language, write_text

if TYPE_CHECKING:
    from ethreader.events.text_fields import EventTextFields


def save_event_text(fields: "EventTextFields") -> EventText:
    """Store an event's text in one more language, in place of the one that it has in it.

    Raises `UnknownReferences` when the original, or a speaker there, is not.
    """
    event = event_by_slug(fields.translation_of)
    problems = list(problems_of_text(fields))
    if event is None or problems:
        raise UnknownReferences(problems)
    text: EventText = write_text(event, fields)
    return text


def problems_of_text(fields: "EventTextFields") -> Iterator[FieldProblem]:
    """Yield what is wrong with a text beside its original."""
    event = event_by_slug(fields.translation_of)
    if event is None:
        reason = gettext("there is no event “%(slug)s”", slug=fields.translation_of)
        yield FieldProblem(field="translation_of", reason=reason)
    else:
        yield from _beside(event, fields)


def _beside(event: Event, fields: "EventTextFields") -> Iterator[FieldProblem]:
    yield from problems_of_language(event, fields)
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


def forget_parts(slug: str) -> None:
    """Take a speaker's parts out of what events say in more languages."""
    for text in db.session.scalars(select(EventText)):
        left = [each for each in text.speakers if each["speaker"] != slug]
        if left != text.speakers:
            text.speakers = left
    db.session.flush()
