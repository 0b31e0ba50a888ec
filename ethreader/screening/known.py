"""What new texts are compared with, beside rules that never change."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ethreader.base.db import db
from ethreader.events.official_queries import names_of_organisations
from ethreader.screening.held_rules import held_rules
from ethreader.screening.own_contacts import OwnContacts
from ethreader.screening.own_contacts_held import own_contacts
from ethreader.screening.protected_names import Protected
from ethreader.screening.protected_queries import protected_names
from ethreader.screening.recent_texts import RecentTexts, recent_texts
from ethreader.screening.registry import looks_like_spam
from ethreader.screening.rules import Rule


def _never(_text: str) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Known:
    """Moderators' rules, texts of the last days, what was learned of spam, the site's contacts.

    `official` are the names of the site and of those who stand behind it; `protected` are those
    of persons who must not be named.
    """

    official: tuple[str, ...] = ()
    protected: Protected = field(default_factory=Protected, repr=False)
    rules: tuple[Rule, ...] = ()
    recent: RecentTexts = field(default_factory=RecentTexts)
    looks_like_spam: Callable[[str], bool] = _never
    own: OwnContacts = field(default_factory=OwnContacts)


def known_now(*, site_name: str, secret: str) -> Known:
    """Return what this process knows of its site."""
    engine = db.engine
    return Known(
        official=(site_name, *names_of_organisations(engine)),
        protected=protected_names(engine, secret=secret),
        rules=held_rules.of(engine),
        recent=recent_texts.of(engine),
        looks_like_spam=looks_like_spam,
        own=own_contacts.of(engine),
    )
