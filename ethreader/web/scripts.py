"""Where a page asks for htmx: the one place that decides, for its head and for its policy.

On the pages that people read the CDN may be asked, which then learns that this site is read. All
others (forms, receipts, an author's page, links in mails, safety, moderation) use the own copy,
and so does every page that is added.
"""

from flask import request

from ethreader.base.settings import HtmxSource
from ethreader.web.assets import HTMX
from ethreader.web.current import settings
from ethreader.web.readers_pages import READERS_PAGES


def cdn_of_page() -> str:
    """Return the URL of htmx on the CDN where the current page asks for it there, else nothing."""
    is_asked = settings().htmx is HtmxSource.CDN and request.endpoint in READERS_PAGES
    return HTMX.cdn_url if is_asked else ""
