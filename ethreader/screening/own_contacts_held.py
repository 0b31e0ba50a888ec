"""The site's own contacts as this process holds them: read by housekeeping, while nobody waits."""

from collections.abc import Iterable, Iterator

from ethreader.base.per_database import PerDatabase
from ethreader.screening.own_contacts import OwnContacts
from ethreader.screening.passages import passages_of
from ethreader.site_pages.queries import published_words

_NOTHING_READ = OwnContacts.of(())

own_contacts = PerDatabase(lambda: _NOTHING_READ)
_looked_through: PerDatabase[tuple[str, ...]] = PerDatabase(tuple)


def look_for_own_contacts(settled: Iterable[str]) -> None:
    """Look through what the site says of itself, and what is settled for it, if that changed."""
    texts = (*settled, *published_words())
    if _looked_through.here() != texts:
        own_contacts.put_here(OwnContacts.of(_contacts_in(texts)))
        _looked_through.put_here(texts)


def _contacts_in(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (text[each.start : each.end] for each in passages_of(text))
