"""What checks of new comments know of this site, read anew by housekeeping."""

from collections.abc import Iterator

from ethreader.base.settings import Settings
from ethreader.screening.held_rules import refresh_rules
from ethreader.screening.own_contacts_held import look_for_own_contacts
from ethreader.web.current import settings
from ethreader.web.templating import house_rules_html


def refresh_own_contacts() -> None:
    """Read the numbers and emails by which the site itself is reached."""
    look_for_own_contacts(_settled_in(settings()))


def _settled_in(settings: Settings) -> Iterator[str]:
    yield settings.helpline_text
    yield settings.helpline_url.removeprefix("tel:")
    yield settings.privacy_contact
    yield settings.security_contact
    yield house_rules_html(settings)


REFRESHERS = (refresh_rules, refresh_own_contacts)
