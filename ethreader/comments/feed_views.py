"""Atom feeds (RFC 4287) of what readers wrote: published text, and no more than pages show.

Times are days, as everywhere. There is no `Last-Modified`: to the second it would tell when a
moderator decided, and a day is too coarse to ask by. The `ETag` says exactly whether anything
has changed.

Each leads on to older entries (RFC 5005, paged feeds), so that a program that was away for long
misses none.
"""

from datetime import date

from flask import Blueprint, Response, redirect, render_template, url_for
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
from ethreader.web.xml import tags, xml_response

bp = Blueprint("feeds", __name__)

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
        tags=tags(),
    )
    return xml_response(text, kind="application/atom+xml")
