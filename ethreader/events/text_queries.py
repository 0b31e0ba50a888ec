"""Reads about events in several languages: for readers, and what editors have to look at."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ethreader.base.db import db
from ethreader.events.models import Appearance, Event
from ethreader.events.onward_queries import Onward
from ethreader.events.page_queries import SideEvent, Speaking
from ethreader.events.text_models import EventText
from ethreader.i18n.languages import Language, page_language
from ethreader.translations.models import PARTS
from ethreader.translations.text_queries import TextsToLookAt, to_look_at

Named = TypeVar("Named", SideEvent, Onward)


class Title(NamedTuple):
    """What an event is called, and in which language."""

    name: str
    headline: str
    language: str


def titled(events: list[Named], here: str) -> list[Named]:
    """Return events as they are called in a language, by its code, if they have a text in it."""
    titles = _titles_in(here, [each.id for each in events if _home_of(each) != here])
    return [
        each._replace(**titles[each.id]._asdict()) if each.id in titles else each for each in events
    ]


def _home_of(event: SideEvent | Onward) -> str:
    home = page_language(event.language)
    return home.code if home is not None else ""


def _titles_in(language: str, ids: Collection[int]) -> dict[int, Title]:
    if not ids:
        return {}
    columns = (getattr(EventText, name) for name in Title._fields)
    query = select(EventText.event_id, *columns).where(
        EventText.event_id.in_(ids), EventText.language == language
    )
    return {event_id: Title(*title) for event_id, *title in db.session.execute(query)}


def texts_to_look_at(languages: Sequence[Language]) -> list[TextsToLookAt]:
    """Return events with a page whose translations miss, or are older than the original.

    In any state.
    """
    query = select(Event).where(Event.body != "").order_by(Event.slug)
    query = query.options(selectinload(Event.texts), selectinload(Event.appearances))
    found = (to_look_at(event, languages) for event in db.session.scalars(query))
    return [each for each in found if not each.is_empty]


def with_words_of(text: Event | EventText, speaking: list[Speaking]) -> list[Speaking]:
    """Return who speaks, with what each does there in the words of a text."""
    if isinstance(text, Event):
        return speaking
    said: dict[str, list[dict[str, str]]] = {}
    for each in text.speakers:
        said.setdefault(each["speaker"], []).append(each)
    return [_translated(each, said) for each in speaking]


class Part(NamedTuple):
    """What somebody does at an event, and in which language that is said."""

    role: str
    affiliation: str
    topic: str
    language: str


def part_told(appearance: Appearance, text: Event | EventText, own: Sequence[Appearance]) -> Part:
    """Return a speaker's part in the words of a text; `own` are all parts of that speaker."""
    words = {name: getattr(appearance, name) for name in PARTS}
    if isinstance(text, Event):
        return Part(**words, language=text.language)
    said = [each for each in text.speakers if each["speaker"] == appearance.speaker.slug]
    there = [each for each in own if each.event_id == appearance.event_id]
    told = dict(zip(there, said, strict=False)).get(appearance)
    if told is None:
        return Part(**words, language=appearance.event.language)
    return Part(**{name: told[name] for name in PARTS}, language=text.language)


def _translated(speaking: Speaking, said: dict[str, list[dict[str, str]]]) -> Speaking:
    own = said.get(speaking.slug)
    if not own:
        return speaking
    words = own.pop(0)
    return speaking._replace(
        role=words["role"], affiliation=words["affiliation"], topic=words["topic"]
    )
