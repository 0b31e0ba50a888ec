"""How to follow a thread by feed reader: a page for people, since a feed is one for programs.

A browser shows a feed as bare XML, and what leaves the page at once is not there.
"""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from ethreader.comments.branch_queries import root_of
from ethreader.comments.thread_page import visible_or_404
from ethreader.events.kept_page import keep_event
from ethreader.events.models import Event
from ethreader.events.queries import article
from ethreader.web.current import settings
from ethreader.web.http import get_or_404, render_page
from ethreader.web.keeping import kept

bp = Blueprint("follow", __name__)


@bp.get("/events/<slug:slug>/comments/follow")
@kept
def event(slug: str) -> ResponseReturnValue:
    """Say how to follow all comments on an article."""
    about = get_or_404(article(slug))
    back = url_for("events.show", slug=slug, _anchor="comments")
    return _page(about, feed=url_for("feeds.event", slug=slug), back=back)


@bp.get("/comments/<public_id:public_id>/follow")
@kept
def branch(public_id: str) -> ResponseReturnValue:
    """Say how to follow a branch; a reply leads to the page of its branch."""
    row = visible_or_404(public_id)
    root = root_of(row)
    if root is not row:
        return redirect(url_for("follow.branch", public_id=root.public_id), code=302)
    feed = url_for("feeds.branch", public_id=public_id)
    back = url_for("thread.permalink", public_id=public_id)
    return _page(row.event, feed=feed, back=back)


def _page(about: Event, *, feed: str, back: str) -> ResponseReturnValue:
    keep_event(about)
    feed_url = settings().origin + feed
    return render_page("comments/follow.html", event=about, feed_url=feed_url, back=back)
