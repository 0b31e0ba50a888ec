"""The site's own contacts as this process holds them: read by housekeeping, while nobody waits."""

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from ethreader.base.db import db
from ethreader.base.settings import Settings
from ethreader.screening.own_contacts import OwnContacts
from ethreader.screening.passages import passages_of
from ethreader.site_pages.queries import published_words
from ethreader.web.current import settings
from ethreader.web.templating import house_rules_html

_held: WeakKeyDictionary[Engine, tuple[tuple[str, ...], OwnContacts]] = WeakKeyDictionary()
_NOTHING_READ = ((), OwnContacts.of(()))


def own_contacts() -> OwnContacts:
    """Return what this process knows of the site's own contacts."""
    return _held.get(db.engine, _NOTHING_READ)[1]


def refresh_own_contacts() -> None:
    """Read the site's own texts, and look at them again if they changed."""
    texts = (*_said_in(settings()), *published_words())
    if _held.get(db.engine, _NOTHING_READ)[0] != texts:
        _held[db.engine] = (texts, OwnContacts.of(_contacts_in(texts)))


def _said_in(settings: Settings) -> Iterator[str]:
    yield settings.helpline_text
    yield settings.helpline_url.removeprefix("tel:")
    yield settings.privacy_contact
    yield settings.security_contact
    yield house_rules_html(settings)


def _contacts_in(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        yield from (text[each.start : each.end] for each in passages_of(text))
