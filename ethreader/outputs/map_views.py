"""What search engines ask for first: robots.txt, and the map of all pages that may be found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from flask import Blueprint, Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from ethreader.events.models import Event
from ethreader.events.queries import mapped_events
from ethreader.i18n.languages import Language
from ethreader.site_pages.places_page import mapped_places
from ethreader.site_pages.queries import mapped_texts
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import mapped_speakers
from ethreader.translations.text_queries import languages_of_pages
from ethreader.web.current import settings
from ethreader.web.keeping import keep, kept
from ethreader.web.localisation import places_of
from ethreader.web.text_places import pages_with_text
from ethreader.web.xml import xml_response

bp = Blueprint("map", __name__)

MOST_URLS = 50_000  # Of a map, as sitemaps.org has it.
# Where nothing is for search engines. All else that is not to be found says so by itself, and
# has to be read for that.
CLOSED = ("/moderation", "/oembed")


@dataclass(frozen=True, kw_only=True)
class MappedPage:
    """A page in each language of the site, and when it was changed, if anybody knows."""

    places: Sequence[tuple[Language, str]]
    changed_at: datetime | None = None


@bp.get("/sitemap.xml")
@kept
def sitemap() -> ResponseReturnValue:
    """Name all pages of readers."""
    keep()
    most = MOST_URLS // len(settings().languages)
    text = render_template("outputs/sitemap.xml", pages=list(islice(_pages(), most)))
    return xml_response(text, kind="application/xml")


@bp.get("/robots.txt")
@kept
def robots() -> ResponseReturnValue:
    """Tell programs what is theirs to read."""
    keep()
    roots = [home.rstrip("/") for _, home in places_of("events.home", {})]
    closed = (f"Disallow: {root}{path}" for root in roots for path in CLOSED)
    where = f"Sitemap: {settings().origin}{url_for('map.sitemap')}"
    return _text("\n".join(("User-agent: *", *closed, "", where, "")))


def _pages() -> Iterator[MappedPage]:
    events, translated = mapped_events(limit=MOST_URLS), languages_of_pages(Event)
    latest = events[0].changed_at if events else None
    for endpoint in ("events.home", "events.archive"):
        yield MappedPage(places=places_of(endpoint, {}), changed_at=latest)
    yield MappedPage(places=places_of("speakers.index", {}))
    for event in events:
        places = places_of("events.show", {"slug": event.slug})
        others = translated.get(event.id, ())
        there = pages_with_text(places, original=event.language, translated=others)
        yield MappedPage(places=there, changed_at=event.changed_at)
    for texts in mapped_texts().values():
        changed_at = max((each.changed_at for each in texts if each.changed_at), default=None)
        yield MappedPage(places=mapped_places(texts), changed_at=changed_at)
    yield from _speakers()


def _speakers() -> Iterator[MappedPage]:
    translated = languages_of_pages(Speaker)
    for speaker in mapped_speakers():
        places = places_of("speakers.show", {"slug": speaker.slug})
        others = translated.get(speaker.id, ())
        there = pages_with_text(places, original=speaker.language, translated=others)
        yield MappedPage(places=there)


def _text(text: str) -> Response:
    response = make_response(text)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    return response
