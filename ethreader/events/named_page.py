"""Whom and what an article names, in the language of the page."""

from dataclasses import replace

from ethreader.events.models import Event
from ethreader.events.onward_queries import Ways
from ethreader.events.page_queries import Surroundings
from ethreader.events.text_models import EventText
from ethreader.events.text_queries import titled, with_words_of
from ethreader.web.localisation import language


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
