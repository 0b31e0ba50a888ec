"""Atom feeds (RFC 4287) of what readers wrote: published text, and no more than pages show.

Times are days, as everywhere. There is no `Last-Modified`: to the second it would tell when a
moderator decided, and a day is too coarse to ask by. The `ETag` says exactly whether anything
has changed.

Each leads on to older entries (RFC 5005, paged feeds), so that a program that was away for long
misses none.
"""

import re
from datetime import date, datetime, time
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue

from ethreader.base.errors import NotFound
from ethreader.comments.branch_queries import root_of
from ethreader.comments.feed_queries import FeedPage, page_of_branch, page_under
from ethreader.comments.public import public_comment
from ethreader.comments.thread_page import visible_or_404
from ethreader.comments.threads import PublicComment
from ethreader.events.kept_page import keep_event
from ethreader.events.models import Event
from ethreader.events.queries import article
from ethreader.web.current import settings
from ethreader.web.http import get_or_404
from ethreader.web.keeping import kept
from ethreader.web.paging import position_asked_for

bp = Blueprint("feeds", __name__)

# What XML 1.0 has no way to write, not even escaped.
UNWRITABLE = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
# Of a feed without entries, whose article has no day of publication either.
LONG_AGO = date(2000, 1, 1)


@bp.get("/events/<slug:slug>/comments.xml")
@kept
def event(slug: str) -> ResponseReturnValue:
    """Tell what was published last under an article."""
    about = get_or_404(article(slug))
    page = page_under(about, before=_before(), zone=settings().time_zone)
    return _feed(about, page, root=None)


@bp.get("/comments/<public_id:public_id>.xml")
@kept
def branch(public_id: str) -> ResponseReturnValue:
    """Tell what was published last in a branch; a reply leads to the feed of its branch."""
    row = visible_or_404(public_id)
    root = root_of(row)
    if root is not row:
        return redirect(url_for("feeds.branch", public_id=root.public_id), code=302)
    page = page_of_branch(row, before=_before(), zone=settings().time_zone)
    return _feed(row.event, page, root=public_comment(row))


@bp.app_template_filter()
def beginning_of_day(day: date) -> str:
    """Return the moment at which a day begins for the organisation."""
    return datetime.combine(day, time.min, settings().time_zone).isoformat()


def _before() -> int | None:
    """Return before which publication a page of the feed begins; none for the feed itself."""
    at = position_asked_for()
    if at.after is not None:
        raise NotFound
    return at.before


def _feed(about: Event, page: FeedPage, *, root: PublicComment | None) -> Response:
    keep_event(about)
    days = [entry.updated for entry in page.entries]
    text = render_template(
        "comments/feed.xml",
        event=about,
        root=root,
        page=page,
        before=_before(),
        updated=max(days, default=about.published_on or LONG_AGO),
        page_url=settings().origin + url_for("events.show", slug=about.slug),
        tags=_tags(settings().base_url),
    )
    response = make_response(UNWRITABLE.sub("\ufffd", text))
    response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return response


def _tags(base_url: str) -> str:
    """Return what the ids of this site begin with (RFC 4151): they outlive scheme and port."""
    host = urlsplit(base_url).hostname or ""
    return f"tag:{host if ':' not in host else 'localhost'},2026"
