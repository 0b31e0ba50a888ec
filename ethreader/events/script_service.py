"""A Serbian text in its other script: made by a machine until somebody writes it."""

from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.base.markup import article_html
from ethreader.events.models import Event
from ethreader.events.official_queries import names_of_organisations
from ethreader.events.original_moves import digest_of
from ethreader.events.text_models import EventText
from ethreader.i18n.cyrillic import made_cyrillic
from ethreader.i18n.languages import SERBIAN, SERBIAN_CYRILLIC, page_language
from ethreader.i18n.serbian import to_latin

WORDS = ("name", "headline", "summary", "status_note", "body")


def text_in(event: Event, language: str) -> EventText | None:
    """Return the text that an event has in one more language, by its code."""
    return next((each for each in event.texts if each.language == language), None)


def text_to_write(event: Event, language: str) -> EventText:
    """Return the text that an event has in a language, or a new one for somebody to fill."""
    text = text_in(event, language)
    if text is None:
        text = EventText(language=language)
        event.texts.append(text)
    return text


def make_other_script(event: Event) -> None:
    """Make a Serbian text in the script that it is not written in, unless somebody wrote it."""
    to_cyrillic = partial(made_cyrillic, staying=tuple(names_of_organisations()))
    cyrillic, latin = SERBIAN_CYRILLIC.code, SERBIAN.code
    with db.session.no_autoflush:
        _make(event, cyrillic, _source(event, latin), to_cyrillic)
        _make(event, latin, _source(event, cyrillic), to_latin)
    db.session.flush()


def _source(event: Event, language: str) -> Event | EventText | None:
    """Return what somebody wrote in a language, be it the original or not."""
    home, text = page_language(event.language), text_in(event, language)
    if home is not None and home.code == language:
        return event
    return None if text is None or text.is_made_by_machine else text


def _make(
    event: Event, language: str, source: Event | EventText | None, turned: Callable[[str], str]
) -> None:
    if source is None or _source(event, language) is not None:
        return
    text = text_to_write(event, language)
    text.is_made_by_machine = True
    for name in WORDS:
        setattr(text, name, turned(getattr(source, name)))
    text.speakers = [
        {name: said if name == "speaker" else turned(said) for name, said in each.items()}
        for each in _speaking(source)
    ]
    text.body_html = article_html(text.body)
    text.based_on = source.based_on if isinstance(source, EventText) else digest_of(source)


def _speaking(source: Event | EventText) -> Sequence[dict[str, str]]:
    if isinstance(source, EventText):
        return source.speakers
    said = ("role", "affiliation", "topic")
    return [
        {"speaker": each.speaker.slug} | {name: getattr(each, name) for name in said}
        for each in source.appearances
    ]


def forget_parts(slug: str) -> None:
    """Take a speaker's parts out of what events say in more languages."""
    for text in db.session.scalars(select(EventText)):
        left = [each for each in text.speakers if each["speaker"] != slug]
        if left != text.speakers:
            text.speakers = left
    db.session.flush()
