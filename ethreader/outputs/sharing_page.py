"""What a link to an article shows elsewhere: its words, and its picture."""

from flask import url_for

from ethreader.events.formats import format_dates
from ethreader.events.models import Event
from ethreader.events.place_formats import town_and_country
from ethreader.outputs.sharing import Sharing, can_draw
from ethreader.translations.spoken_page import spoken
from ethreader.web.current import settings
from ethreader.web.site_facts import site


def sharing_of(event: Event) -> Sharing:
    """Return the words of an event's picture, in the language of the response."""
    facts = (format_dates(event.span), ", ".join(town_and_country(event.place)))
    said = " · ".join(filter(None, facts))
    text = spoken(event)
    return Sharing(
        site=site().name,
        headline=text.headline or text.name,
        facts=f"{event.status.label}: {said}" if event.is_off else said,
    )


def picture_url(event: Event) -> str:
    """Return the whole URL of an event's picture; nothing where it cannot be drawn."""
    sharing = sharing_of(event)
    if not can_draw(sharing):
        return ""
    path = url_for("sharing.picture", slug=event.slug, v=sharing.fingerprint)
    return settings().origin + path
