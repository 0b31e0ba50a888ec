"""What the site says of itself on every page: its name, its menus, its colour.

Editors write it, and a feature above reads it (`init_app`). Where nobody has said anything, or
the database cannot be asked, it is what the operator's settings say.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import NamedTuple

from flask import Flask, current_app, has_request_context, request
from sqlalchemy.exc import SQLAlchemyError

from ethreader.base.settings import Settings
from ethreader.web.current import settings
from ethreader.web.localisation import language
from ethreader.web.revision import content_read

KEY = "ethreader.site"
REMEMBERED = 100  # At most: of some languages, until content changes.


class Words(NamedTuple):
    """A text, and the language that it is in."""

    text: str
    language: str


class FooterLink(NamedTuple):
    """A link of the footer, with its words and their language."""

    label: str
    url: str
    language: str


class Logo(NamedTuple):
    """A picture that stands before the site's name: what tells its files."""

    name: str
    width: int
    height: int


class PageLink(NamedTuple):
    """A page, as a menu names it."""

    slug: str
    language: str
    title: str


@dataclass(frozen=True, kw_only=True)
class SiteFacts:
    """What pages of one language say of the site."""

    name: str
    tagline: Words | None = None
    accent: str = ""
    logo: Logo | None = None
    footer_text: Words | None = None
    links: tuple[FooterLink, ...] = ()
    header: tuple[PageLink, ...] = ()
    footer: tuple[PageLink, ...] = ()
    house_rules: Words | None = None
    """as HTML"""


Read = Callable[[Settings], SiteFacts]


@dataclass
class Known:
    """How the facts are read, and those that were."""

    read: Read
    facts: dict[Hashable, SiteFacts]


def init_app(app: Flask, read: Read) -> None:
    """Let every page say what `read` returns in its language."""
    app.extensions[KEY] = Known(read, {})
    app.jinja_env.globals.update(site=site)


def site() -> SiteFacts:
    """Return what the site says of itself in the response's language; asked once a request."""
    if not has_request_context():
        return _facts()
    environ = request.environ
    known: SiteFacts | None = environ.get(KEY)
    if known is None:
        known = environ[KEY] = _facts()
    return known


def _facts() -> SiteFacts:
    """Return the facts as they are now: read anew where content has changed since."""
    known: Known = current_app.extensions[KEY]
    try:
        key = content_read(), language().code
        if key not in known.facts:
            if len(known.facts) >= REMEMBERED:
                known.facts.clear()
            known.facts[key] = known.read(settings())
        return known.facts[key]
    except SQLAlchemyError:
        return SiteFacts(name=settings().site_name)
