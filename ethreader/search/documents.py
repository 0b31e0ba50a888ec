"""What can be found, as readers see it: read for the index, and again for each result.

Whoever adds a kind says here what a reader sees of it. Only what readers see is read: by the
readers' own queries.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from ethreader.comments.found_queries import found_comments
from ethreader.events.models import Event
from ethreader.events.page_queries import Behind, Speaking, behind_events, speaking_at
from ethreader.events.queries import pages_of
from ethreader.events.text_models import EventText
from ethreader.events.text_queries import with_words_of
from ethreader.i18n.languages import page_language
from ethreader.i18n.scripts import name_in
from ethreader.search.visible_text import visible_text
from ethreader.site_pages.queries import pages_of as site_pages_of
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import speakers_of
from ethreader.speakers.text_models import SpeakerText
from ethreader.translations.text_queries import is_whole


@dataclass(frozen=True, kw_only=True)
class Told:
    """What readers of one language see of something."""

    title: str
    text: str
    language: str
    name: str = ""
    """of an event: what it is called, where a headline is its title"""


@dataclass(frozen=True, kw_only=True)
class Document:
    """Something that can be found: its texts, and what leads to it."""

    item: int
    slug: str
    title: str
    text: str
    language: str
    day: date | None = None
    name: str = ""
    about: str = ""
    """of a comment: the headline of the event under which it stands"""

    public_id: str = ""
    """of a comment"""

    told: Sequence[Told] = ()
    """the same in each language, the original first; none where there is one alone"""


def new_document(item: int, html: str) -> Document:
    """Return something with a text alone, as it is indexed at first: nothing leads to it yet."""
    return Document(item=item, slug="", title="", text=visible_text(html), language="")


def events(ids: Collection[int]) -> Iterator[Document]:
    """Yield the articles among some events, with whom and what each of them names."""
    pages = pages_of(ids)
    speaking, behind = speaking_at(ids), behind_events(ids)
    for event in pages:
        names = (
            [each for each in speaking if each.event_id == event.id],
            [each for each in behind if each.event_id == event.id],
        )
        original = _told(event, event, *names)
        others = [_told(event, each, *names) for each in event.texts if each.body]
        yield Document(
            item=event.id,
            slug=event.slug,
            title=original.title,
            name=original.name,
            text=" · ".join((original.text, *map(_line, map(_said, event.texts)))),
            language=event.language,
            day=event.first_day,
            told=(original, *others) if others else (),
        )


def _told(
    event: Event, text: Event | EventText, speaking: list[Speaking], behind: list[Behind]
) -> Told:
    speaking = with_words_of(text, speaking)
    people = ((each.name, each.role, each.affiliation, each.topic) for each in speaking)
    organisations = ((each.name, each.note or each.description) for each in behind)
    lines = (
        text.summary,
        visible_text(text.body_html),
        text.status_note,
        *(event.place_name, event.place_address, event.place_locality),
        event.shown_parent.name if event.shown_parent else "",
        *map(_line, chain(people, organisations)),
    )
    return Told(
        title=text.headline or text.name,
        name=text.name if text.headline else "",
        text=" · ".join(filter(None, lines)),
        language=text.language,
    )


def speakers(ids: Collection[int]) -> Iterator[Document]:
    """Yield the speakers with a page among some."""
    for speaker in speakers_of(ids):
        original = _about(speaker, speaker)
        others = [_about(speaker, each) for each in speaker.texts if is_whole(each, speaker)]
        yield Document(
            item=speaker.id,
            slug=speaker.slug,
            title=original.title,
            text=" · ".join((original.text, *(each.text for each in others))),
            language=speaker.language,
            told=(original, *others) if others else (),
        )


def _about(speaker: Speaker, text: Speaker | SpeakerText) -> Told:
    labels = (link["label"] for link in speaker.links)
    lines = (text.headline, visible_text(text.body_html), *labels)
    home = page_language(text.language)
    return Told(
        title=name_in(speaker.name, speaker.language, home.code if home else ""),
        text=" · ".join(filter(None, lines)),
        language=text.language,
    )


def site_pages(ids: Collection[int]) -> Iterator[Document]:
    """Yield the simple pages that are published among some, each in its one language."""
    for page in site_pages_of(ids):
        yield Document(
            item=page.id,
            slug=page.translation_of or page.slug,
            title=page.title,
            text=" · ".join(filter(None, (page.summary, visible_text(page.body_html)))),
            language=page.language,
        )


def comments(ids: Collection[int]) -> Iterator[Document]:
    """Yield the published comments among some: their text, and never who wrote it."""
    for row in found_comments(ids):
        yield Document(
            item=row.id,
            slug=row.slug,
            title="",
            text=visible_text(row.body_html),
            language=row.language,
            day=row.received_on,
            about=row.headline or row.name,
            public_id=row.public_id,
        )


def _said(text: EventText) -> tuple[str, ...]:
    parts = ((each["role"], each["affiliation"], each["topic"]) for each in text.speakers)
    words = (text.name, text.headline, text.summary, text.status_note)
    return (*words, visible_text(text.body_html), *chain.from_iterable(parts))


def _line(parts: tuple[str, ...]) -> str:
    return ", ".join(filter(None, parts))
