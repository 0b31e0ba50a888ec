"""The site's own contacts as this process holds them: read by housekeeping, while nobody waits."""

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from ethreader.base.db import db
from ethreader.screening.own_contacts import OwnContacts
from ethreader.screening.passages import passages_of
from ethreader.site_pages.queries import published_words

_held: WeakKeyDictionary[Engine, tuple[tuple[str, ...], OwnContacts]] = WeakKeyDictionary()
_NOTHING_READ = ((), OwnContacts.of(()))


def own_contacts() -> OwnContacts:
    """Return what this process knows of the site's own contacts."""
    return _held.get(db.engine, _NOTHING_READ)[1]


def look_for_own_contacts(settled: Iterable[str]) -> None:
    """Look through what the site says of itself, and what is settled for it, if that changed."""
    texts = (*settled, *published_words())
    if _held.get(db.engine, _NOTHING_READ)[0] != texts:
        _held[db.engine] = (texts, OwnContacts.of(_contacts_in(texts)))


def _contacts_in(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (text[each.start : each.end] for each in passages_of(text))
