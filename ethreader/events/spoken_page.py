"""An event in the language of the page, where there is a text in it; else the original."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ethreader.events.models import Event
from ethreader.events.page_queries import Surroundings
from ethreader.events.script_service import text_in
from ethreader.events.text_models import EventText
from ethreader.events.text_queries import with_words_of
from ethreader.i18n.languages import Language, page_language
from ethreader.web.localisation import language, other_languages


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where a text is at home, and where it stands in other languages."""

    canonical: str
    original: str
    others: list[tuple[Language, str]]


def spoken(event: Event) -> Event | EventText:
    """Return what says an event's words in the language of the page: a text of it, or itself."""
    home, here = page_language(event.language), language().code
    is_original = home is not None and home.code == here
    return event if is_original else text_in(event, here) or event


def spoken_article(event: Event) -> Event | EventText:
    """Return the same for an article: a text made before the original had one is not enough."""
    text = spoken(event)
    return text if text.body else event


def in_words_of(text: Event | EventText, names: Surroundings) -> Surroundings:
    """Return whom an article names, with what each does there in the words of a text."""
    return replace(names, speaking=with_words_of(text, names.speaking))


def home_of(event: Event, codes: Sequence[str]) -> str:
    """Return in which of a site's languages an original is at home: in its own, else the first."""
    return home_code(event.language, codes)


def home_code(tag: str, codes: Sequence[str]) -> str:
    """Return in which of a site's languages a text is at home, by its tag; else the first one."""
    home = page_language(tag)
    return home.code if home is not None and home.code in codes else codes[0]


def places_of_texts(event: Event) -> Places | None:
    """Return where an article stands; a page that has no text of its own leads to the original.

    Nothing where the page has no other languages, as after a post.
    """
    paths = {each.code: (each, path) for each, path, _ in other_languages()}
    if not paths:
        return None
    native = home_of(event, list(paths))
    translated = {each.language for each in event.texts if each.body}
    there = [code for code in paths if code == native or code in translated]
    here = language().code if language().code in there else native
    others = [paths[code] for code in there] if len(there) > 1 else []
    return Places(canonical=paths[here][1], original=paths[native][1], others=others)
