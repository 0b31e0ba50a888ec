"""The thread over HTTP: its pages, its branches, what is new, permalinks."""

import re
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ethreader.base.errors import Invalid
from ethreader.comments.branch_queries import branch
from ethreader.comments.comment_page import CommentPage
from ethreader.comments.formats import count_in_words, display_name
from ethreader.comments.public import public_comment
from ethreader.comments.thread_page import CommentNotVisible, thread_asked_for, visible_or_404
from ethreader.comments.thread_queries import (
    is_on_first_page,
    published_since,
)
from ethreader.comments.threads import Node, walk
from ethreader.events.kept_page import keep_event
from ethreader.events.models import Event
from ethreader.events.queries import article, publication_count_of
from ethreader.web.current import settings, today
from ethreader.web.http import get_or_404, render, render_page, wants_partial
from ethreader.web.keeping import keep, kept

bp = Blueprint("thread", __name__)
bp.add_app_template_filter(display_name)
bp.add_app_template_filter(count_in_words)


@bp.get("/house-rules")
@kept
def house_rules() -> ResponseReturnValue:
    """Show the rules for comments."""
    keep()
    return render_page("comments/house_rules.html")


@bp.get("/events/<slug:slug>/comments")
@kept
def index(slug: str) -> ResponseReturnValue:
    """Show a page of the thread: alone, or for htmx what comes after the last one."""
    event = get_or_404(article(slug))
    keep_event(event)
    if request.args.get("branch"):
        return _branch(event, request.args["branch"])
    thread = thread_asked_for(event)
    goes_on = "after" in request.args
    return render(
        "comments/index.html",
        partial="comments/_further.html" if goes_on else "comments/_thread.html",
        thread=thread,
        root=None,
        goes_on=goes_on or "at" in request.args,
        **_items(event, thread.roots, has_focus=goes_on and wants_partial()),
    )


@bp.get("/events/<slug:slug>/comments/news")
def news(slug: str) -> ResponseReturnValue:
    """Tell an open article how much has been published since: often asked, and cheap.

    204 where there is nothing; the thread itself is not looked at.
    """
    publication_count, since = get_or_404(publication_count_of(slug)), _publication_known()
    if publication_count <= since:
        return Response(status=204)
    return render_page(
        "comments/_news.html", slug=slug, since=since, count=publication_count - since
    )


@bp.get("/events/<slug:slug>/comments/latest")
@kept
def latest(slug: str) -> ResponseReturnValue:
    """Show what has been published since."""
    event = get_or_404(article(slug))
    keep_event(event)
    news = published_since(event, _publication_known())
    return render(
        "comments/latest.html",
        partial="comments/_latest.html",
        news=news,
        count=len(list(walk(news.nodes))),
        **_items(event, news.nodes, has_focus=True),
    )


@bp.get("/comments/<public_id:public_id>")
def permalink(public_id: str) -> ResponseReturnValue:
    """Lead to where a comment stands, however deep that is."""
    row = visible_or_404(public_id)
    anchor = f"c-{row.public_id}"
    if is_on_first_page(row, size=settings().thread_page):
        return redirect(url_for("events.show", slug=row.event.slug, _anchor=anchor), code=302)
    place = url_for("thread.index", slug=row.event.slug, at=row.public_id, _anchor=anchor)
    return redirect(place, code=302)


def _branch(event: Event, public_id: str) -> Response:
    root = visible_or_404(public_id)
    if root.event_id != event.id or root.root_id is not None:
        raise CommentNotVisible
    after = request.args.get("after")
    thread = branch(root, after=after)
    return render(
        "comments/index.html",
        partial="comments/_further.html",
        thread=thread,
        root=public_comment(root),
        goes_on=after is not None,
        **_items(event, thread.roots, has_focus=after is not None),
    )


def _items(event: Event, nodes: Sequence[Node], *, has_focus: bool) -> dict[str, Any]:
    """Return an event with the HTML of comments under it, the first of them with the focus."""
    takes_comments = event.takes_comments(today())
    comments = CommentPage(event, takes_comments=takes_comments)
    items = comments.items(nodes, focus_first=has_focus)
    return {"event": event, "takes_comments": takes_comments, "items": items}


def _publication_known() -> int:
    """Return the number of the last publication that the asking page knows of."""
    given = request.args.get("since", "")
    if not re.fullmatch(r"[0-9]{1,9}", given):
        raise Invalid
    return int(given)
