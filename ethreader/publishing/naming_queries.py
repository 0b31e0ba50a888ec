"""Whose own text says a name: what only an editor can change."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.events.mentions import is_named
from ethreader.events.models import Appearance, Event
from ethreader.publishing.queries import MODELS, Item
from ethreader.site_pages.models import SitePage
from ethreader.speakers.models import Speaker
from ethreader.translations.models import Original
from ethreader.translations.text_queries import said_in_languages

_TEXTS = {
    Event: (Event.name, Event.headline, Event.summary, Event.status_note, Event.body),
    Speaker: (Speaker.name, Speaker.headline, Speaker.body),
    SitePage: (SitePage.title, SitePage.summary, SitePage.body),
}


def items_naming(speaker: Speaker) -> Sequence[Item]:
    """Return what says a speaker's name in its own words, in either script.

    Names of speakers that stand in an article's facts are none of its words: they go by themselves.
    """
    return [
        item
        for model in MODELS.values()
        for item in db.session.scalars(select(model).order_by(model.slug))
        if isinstance(item, Item) and item is not speaker
        if is_named(speaker.name, _words_of(item, speaker))
    ]


def withdrawn_people_named_in(items: Iterable[object]) -> dict[int, list[str]]:
    """Return by their ids which of some things still name who was withdrawn, and whom."""
    withdrawn = select(Speaker).where(Speaker.state == ContentState.WITHDRAWN)
    people = db.session.scalars(withdrawn.order_by(Speaker.name)).all()
    named = {
        item.id: [
            each.name
            for each in people
            if each is not item and is_named(each.name, _words_of(item, each))
        ]
        for item in items
        if isinstance(item, Item) and people
    }
    return {item_id: names for item_id, names in named.items() if names}


def _words_of(item: Item, speaker: Speaker) -> str:
    words = [str(getattr(item, column.key)) for column in _TEXTS[type(item)]]
    others = select(Appearance.role, Appearance.affiliation, Appearance.topic).where(
        Appearance.event_id == item.id, Appearance.speaker_id != speaker.id
    )
    rows = db.session.execute(others) if isinstance(item, Event) else ()
    in_languages = (
        said_in_languages(item, but_of=speaker.slug) if isinstance(item, Original) else ()
    )
    return "\n".join([*words, *("\n".join(row) for row in rows), *in_languages])
