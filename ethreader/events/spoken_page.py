"""An event in the language of the page, where there is a text in it; else the original."""

from dataclasses import replace

from ethreader.events.models import Event
from ethreader.events.onward_queries import Ways
from ethreader.events.page_queries import Surroundings
from ethreader.events.script_service import text_in
from ethreader.events.text_models import EventText
from ethreader.events.text_queries import titled, with_words_of
from ethreader.i18n.languages import page_language
from ethreader.web.localisation import language, other_languages
from ethreader.web.text_places import Places, places_among


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
    """Return whom an article names, with what each does there in the words of a text.

    Side events are called as they are in the language of the page.
    """
    return replace(
        names,
        speaking=with_words_of(text, names.speaking),
        side_events=titled(names.side_events, language().code),
    )


def ways_titled(ways: Ways) -> Ways:
    """Return where to go from an article, called as it is in the language of the page."""
    ends = [each for each in (ways.earlier, ways.later) if each is not None]
    called = {each.id: each for each in titled([*ways.related, *ends], language().code)}
    return Ways(
        related=[called[each.id] for each in ways.related],
        earlier=ways.earlier and called[ways.earlier.id],
        later=ways.later and called[ways.later.id],
    )


def places_of_texts(event: Event) -> Places | None:
    """Return where an article stands; a page that has no text of its own leads to the original.

    Nothing where the page has no other languages, as after a post.
    """
    pages = [(each, path) for each, path, _ in other_languages()]
    if not pages:
        return None
    translated = {each.language for each in event.texts if each.body}
    here = language().code
    return places_among(pages, here=here, original=event.language, translated=translated)
