"""Facebook's Pixel, for operators who insist: only after a yes, and never its script.

A script of Meta's on the page could read the comment form beside it. After a yes the server
puts one image into the page; which page it is, the image's address does not say.
"""

from enum import StrEnum
from urllib.parse import urlencode

from flask import Flask, Request, Response, request

from ethreader.audience.signals import is_readers_page, refuses_tracking
from ethreader.base.settings import Settings
from ethreader.web.cookies import cookie
from ethreader.web.current import settings
from ethreader.web.hooks import hooks
from ethreader.web.scripts import cdn_of
from ethreader.web.security import content_security_policy

COOKIE = "facebook"


SOURCE = "https://www.facebook.com/tr"


class Consent(StrEnum):
    """What a reader has said."""

    YES = "yes"
    NO = "no"


def init_app(app: Flask, settings: Settings) -> None:
    """Make the question known to the templates, and open the policy after a yes."""
    app.jinja_env.globals.update(
        asks_about_facebook=bool(settings.pixel_id),
        may_ask_about_facebook=may_ask,
        answer_about_facebook=consent_given,
        pixel_address=pixel_address,
    )
    if not settings.pixel_id:
        return

    def open_policy(request: Request, response: Response) -> None:
        if is_readers_page(response):
            response.headers.add("Vary", "Cookie, Sec-GPC, DNT")
            if may_ask() and consent_given() is Consent.YES:
                response.headers["Content-Security-Policy"] = content_security_policy(
                    settings, script=cdn_of(request), image=SOURCE
                )
                # The way back after a withdrawal must not lead to a kept copy with the image.
                response.headers["Cache-Control"] = "no-store"

    hooks(app).add_dresser(open_policy)


def may_ask() -> bool:
    """Tell whether there is a Pixel, and a reader whose browser does not say no by itself."""
    return bool(settings().pixel_id) and not refuses_tracking(request.headers.get)


def consent_given() -> Consent | None:
    """Return the answer that the browser remembers."""
    given = cookie(COOKIE)
    return next((answer for answer in Consent if answer == given), None)


def pixel_address() -> str:
    """Return the image's address: the same on every page."""
    return f"{SOURCE}?{urlencode({'id': settings().pixel_id, 'ev': 'PageView', 'noscript': 1})}"
