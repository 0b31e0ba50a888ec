"""What a browser asks for during a visit, as values.

A path is the route's own pattern, so that a route that moves takes its description along.
"""

import re
from dataclasses import dataclass

from flask import current_app

from ethreader.base.settings import HtmxSource, Settings
from ethreader.i18n.texts import gettext
from ethreader.web.assets import HTMX
from ethreader.web.localisation import root
from ethreader.web.prefix import site_root


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request of a visit: `path` is a pattern or a whole URL, `fields` what is sent."""

    path: str
    method: str = "GET"
    why: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What a browser asks for, in the order of a usual visit."""

    key: str
    title: str
    requests: tuple[Request, ...]
    cookies: str = "0"
    note: str = ""


def page(endpoint: str, why: str) -> Request:
    """Return the request for a page of this site."""
    return Request(path=_pattern(endpoint), why=why)


def sent(endpoint: str, fields: tuple[str, ...], why: str) -> Request:
    """Return the request that sends `fields` to this site."""
    return Request(path=_pattern(endpoint), method="POST", fields=fields, why=why)


def look() -> Request:
    """Return the request for the stylesheet."""
    return _file("site.css", gettext("how the pages look"))


def letters() -> Request:
    """Return the request for the letters of headlines, a file for each script."""
    why = gettext("the letters of headlines, on a wide screen")
    return _file("vendor/serif-<script>.woff2", why)


def icon() -> Request:
    """Return the request for the icon."""
    return _file("icon.svg", gettext("the icon on the tab"))


def pictures() -> Request:
    """Return the requests for the pictures of pages."""
    return Request(path=_pattern("pictures.picture"), why=gettext("the pictures on these pages"))


def files(settings: Settings) -> tuple[Request, ...]:
    """Return the requests for all files that an article needs where scripts run."""
    return (
        look(),
        letters(),
        _file("exit.js", gettext("the exit from the page")),
        _file("thread.js", gettext("replies in place, and new comments while you read")),
        _file(
            "comment-form.js",
            gettext(
                "keeping your text, counting characters, quoting: it comes when you first touch, "
                "press or mark anything"
            ),
        ),
        icon(),
        pictures(),
        _htmx(settings),
    )


def _htmx(settings: Settings) -> Request:
    if settings.htmx is HtmxSource.CDN:
        why = gettext("the htmx script, from the network that delivers it; see below")
        return Request(path=HTMX.cdn_url, why=why)
    return _file(f"vendor/{HTMX.filename}", gettext("the htmx script, the site’s own copy"))


def _file(filename: str, why: str) -> Request:
    [rule] = current_app.url_map.iter_rules("static")
    path = f"{site_root()}{rule.rule}".replace("<path:filename>", filename)
    return Request(path=path, why=why)


def _pattern(endpoint: str) -> str:
    """Return the pattern of an endpoint, with the converters' names left out."""
    [rule] = current_app.url_map.iter_rules(endpoint)
    named = rule.rule.replace("<public_id:public_id>", "<id>")
    text = re.sub(r"<[^<>]*:(\w+)>", r"<\1>", named)
    return f"{root()}{text}"
