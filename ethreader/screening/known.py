"""What new texts are compared with, beside rules that never change."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ethreader.screening.held_rules import held_rules
from ethreader.screening.own_contacts import OwnContacts
from ethreader.screening.own_contacts_held import own_contacts
from ethreader.screening.recent_texts import RecentTexts, recent_texts
from ethreader.screening.registry import looks_like_spam
from ethreader.screening.rules import Rule


def _never(_text: str) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Known:
    """Moderators' rules, texts of the last days, what was learned of spam, the site's contacts."""

    rules: tuple[Rule, ...] = ()
    recent: RecentTexts = field(default_factory=RecentTexts)
    looks_like_spam: Callable[[str], bool] = _never
    own: OwnContacts = field(default_factory=OwnContacts)


def known_now() -> Known:
    """Return what this process knows of its site."""
    return Known(
        rules=held_rules(),
        recent=recent_texts(),
        looks_like_spam=looks_like_spam,
        own=own_contacts(),
    )
