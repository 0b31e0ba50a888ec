"""Structured data (JSON-LD) in a page: no browser runs it, so no policy has to allow it."""

import json
from collections.abc import Iterable
from typing import Any

from flask import url_for
from markupsafe import Markup

from ethreader.pictures.models import Pictured
from ethreader.pictures.shown_page import largest_url
from ethreader.screening.contact_details import has_email, has_phone_number
from ethreader.web.current import settings
from ethreader.web.site_facts import site
from ethreader.web.templating import sanitised

Data = dict[str, Any]

# What could end the block, or begin another: written so that it means the same to whoever reads it.
ESCAPED = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def absolute(endpoint: str, **values: Any) -> str:
    """Return the whole URL of a page in the language of the response."""
    return settings().origin + url_for(endpoint, **values)


def picture_of(shown: Pictured | None) -> str:
    """Return the whole URL of a row's own picture; nothing where it has none."""
    picture = shown.picture if shown else None
    return settings().origin + largest_url(picture) if picture else ""


def linked_data(*things: Data) -> Markup:
    """Return the element that tells programs of things."""
    graph = {"@context": "https://schema.org", "@graph": [*things]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return sanitised(f'<script type="application/ld+json">{text}</script>')


def known(**said: Any) -> Data:
    """Return what is known: nothing is said that is empty."""
    return {name: value for name, value in said.items() if value}


def one_or_all(values: Iterable[Data | str]) -> Any:
    """Return the only value by itself, or all of them."""
    found = list(values)
    return found[0] if len(found) == 1 else found


def without_contact(text: str) -> str:
    """Return a text for programs to copy, or nothing where one could write to or call somebody."""
    return "" if has_email(text) or has_phone_number(text) else text


def breadcrumbs(*places: tuple[str, str]) -> Data:
    """Return where a page stands: names and URLs, from the home page on."""
    home = (site().name, absolute("events.home"))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate((home, *places), start=1)
        ],
    }
