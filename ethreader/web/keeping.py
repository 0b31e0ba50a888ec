"""Which pages may be kept, and what a view says of its page.

A page is kept under what was asked: host, path, the parameters below, page or partial. While a
view marked `@kept` makes it, the request says nothing else: no cookie, no header, no IP. So the
page cannot depend on who asked, and everybody can be given it.

The view names the topics that it shows, and the moments at which it says something else. What does
neither is made anew for each request, as are the pages of moderators and authors, forms for one
reader, and every reply to a post.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Request

from ethreader.base.topics import CONTENT
from ethreader.web.current import application, now, this_request
from ethreader.web.hooks import hooks

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

KEEPING = "ethreader.keeping"

# The parameters that kept views read. Any other, such as one that counts clicks, changes nothing.
PARAMETERS = {"order", "after", "before", "at", "branch", "since"}

# What of a request's head belongs to what was asked; the rest is not there for the view.
HEAD_ASKED = {
    *("HTTP_HOST", "HTTP_HX_REQUEST", "HTTP_HX_REQUEST_TYPE"),
    *("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_PREFIX"),
}

# Forms carry a token of the hour, so no page holds longer.
HOUR = int(timedelta(hours=1).total_seconds())

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(kw_only=True)
class Keeping:
    """What becomes known of a page while it is made; `until` stays open where it is not kept."""

    query: str
    is_alone: bool = False
    """whether the view knew nothing but what was asked"""

    topics: frozenset[str] = frozenset()
    until: datetime | None = None
    counted_as: str = ""
    """the path under which a reading of it is counted; empty where it is not"""


def init_app(app: Flask) -> None:
    """Let kept views know only what was asked; to be called before what looks at a request."""
    hooks(app).add_guard(_know_only_what_was_asked)


def what_was_asked(environ: "WSGIEnvironment") -> "WSGIEnvironment":
    """Return a request that says what is asked for, and nothing of who asks."""
    asked = {
        name: value
        for name, value in environ.items()
        if not name.startswith("HTTP_") or name in HEAD_ASKED
    }
    return asked | {"REMOTE_ADDR": ""}


def kept(view: View) -> View:
    """Mark a view whose pages may be kept; it calls `keep` for each that is."""
    view.is_kept = True  # type: ignore[attr-defined]
    return view


def keep(*topics: str, moments: Iterable[datetime] = ()) -> None:
    """Let the page be kept until something of the topics changes, or one of the moments comes.

    Every page shows content; `topics` are what it shows beside that.
    """
    keeping = keeping_of_request()
    if keeping is not None:
        asked_at = now()
        ahead = (moment for moment in moments if moment > asked_at)
        keeping.topics = frozenset((CONTENT, *topics))
        keeping.until = min((_next_hour(asked_at), *ahead))


def keeping_of(request: Request) -> Keeping | None:
    """Return where to say it of a request's page; `None` where nobody keeps pages."""
    keeping: Keeping | None = request.environ.get(KEEPING)
    return keeping


def keeping_of_request() -> Keeping | None:
    """Return the same for the current request."""
    return keeping_of(this_request())


def known_query(query: str) -> str:
    """Return what kept views read of a query, in one spelling."""
    pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
    return urlencode([pair for pair in pairs if pair[0] in PARAMETERS], encoding="latin-1")


def _know_only_what_was_asked(request: Request) -> None:
    keeping = keeping_of(request)
    if keeping is None:
        return
    if not hasattr(application().view_functions.get(request.endpoint or ""), "is_kept"):
        return
    known = what_was_asked(request.environ)
    request.environ.clear()
    request.environ.update(known)
    keeping.is_alone = True
    request.query_string = keeping.query.encode("latin-1")


def _next_hour(moment: datetime) -> datetime:
    return datetime.fromtimestamp((int(moment.timestamp()) // HOUR + 1) * HOUR, UTC)
