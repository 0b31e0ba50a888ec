"""Where a page asks for htmx: the one place that decides, for its head and for its policy.

On an article the CDN may be asked, which then learns that this site is read. All other pages that
use htmx (forms, receipts, lists of comments, moderation) use the own copy, and so does every page
that is added. Most pages use none.
"""

from flask import Request

from ethreader.base.settings import HtmxSource
from ethreader.web.assets import HTMX
from ethreader.web.current import settings, this_request

ASKS_CDN = "events.show"


def cdn_of(request: Request) -> str:
    """Return the URL of htmx on the CDN where the page of a request asks for it, else nothing."""
    is_asked = request.endpoint == ASKS_CDN and settings().htmx is HtmxSource.CDN
    return HTMX.cdn_url if is_asked else ""


def cdn_of_page() -> str:
    """Return the same of the current page, for templates."""
    return cdn_of(this_request())
