"""A Serbian text in its other script: made by a machine until somebody writes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.base.markup import article_html
from ethreader.events.models import Event
from ethreader.events.official_queries import names_of_organisations
from ethreader.events.original_moves import PARTS, digest_of
from ethreader.events.original_moves import WORDS as LINES
from ethreader.events.text_models import EventText
from ethreader.i18n.cyrillic import made_cyrillic
from ethreader.i18n.languages import SERBIAN, SERBIAN_CYRILLIC, page_language
from ethreader.i18n.serbian import to_latin

WORDS = (*LINES, "body")
OTHER_SCRIPT = {
    SERBIAN.code: SERBIAN_CYRILLIC.code,
    SERBIAN_CYRILLIC.code: SERBIAN.code,
}
Words = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class InOtherScript:
    """What a machine makes of a text."""

    words: Words
    speakers: list[Words]
    based_on: str  # The digest of the original that it says.


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
    with db.session.no_autoflush:
        for language in OTHER_SCRIPT:
            _make(event, language)
    db.session.flush()


def in_other_script(event: Event, language: str) -> InOtherScript | None:
    """Return what a machine makes, in a language, of what somebody wrote in its other script."""
    source = written_by_hand(event, OTHER_SCRIPT.get(language, ""))
    if source is None:
        return None
    turned = _turning_into(language)
    return InOtherScript(
        words={name: turned(getattr(source, name)) for name in WORDS},
        speakers=[
            {name: said if name == "speaker" else turned(said) for name, said in each.items()}
            for each in _speaking(source)
        ],
        based_on=source.based_on if isinstance(source, EventText) else digest_of(source),
    )


def written_by_hand(event: Event, language: str) -> Event | EventText | None:
    """Return what somebody wrote in a language, be it the original or not."""
    home, text = page_language(event.language), text_in(event, language)
    if home is not None and home.code == language:
        return event
    return None if text is None or text.is_made_by_machine else text


def _turning_into(language: str) -> Callable[[str], str]:
    if language == SERBIAN.code:
        return to_latin
    return partial(made_cyrillic, staying=tuple(names_of_organisations()))


def _make(event: Event, language: str) -> None:
    made = in_other_script(event, language)
    if made is None or written_by_hand(event, language) is not None:
        return
    text = text_to_write(event, language)
    text.is_made_by_machine = True
    for name, words in made.words.items():
        setattr(text, name, words)
    text.speakers, text.based_on = made.speakers, made.based_on
    text.body_html = article_html(text.body)


def _speaking(source: Event | EventText) -> Sequence[dict[str, str]]:
    if isinstance(source, EventText):
        return source.speakers
    return [
        {"speaker": each.speaker.slug} | {name: getattr(each, name) for name in PARTS}
        for each in source.appearances
    ]


def forget_parts(slug: str) -> None:
    """Take a speaker's parts out of what events say in more languages."""
    for text in db.session.scalars(select(EventText)):
        left = [each for each in text.speakers if each["speaker"] != slug]
        if left != text.speakers:
            text.speakers = left
    db.session.flush()
