"""A moderator's feed of what waits: how much came in on which day, a link, and nothing else."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import NotFound
from ethreader.comments.waiting_queries import waiting_count
from ethreader.moderation.blueprint import bp
from ethreader.moderation.feed_queries import has_feed, is_feed_open, received_by_day
from ethreader.moderation.feed_service import end_feed, make_feed
from ethreader.web.current import today
from ethreader.web.http import no_store, render_page
from ethreader.web.xml import tags, xml_response

# Programs that read feeds do not sign in: the token is all that they show.
feed_bp = Blueprint("moderators_feed", __name__)
feed_bp.after_request(no_store)


@feed_bp.get("/moderation/feed/<token>.xml")
def show(token: str) -> ResponseReturnValue:
    """Tell on which days comments came in, and how many wait now."""
    if not is_feed_open(token):
        raise NotFound
    days = received_by_day(today())
    text = render_template(
        "moderation/feed.xml",
        days=days,
        updated=days[0][0] if days else today(),
        waiting=waiting_count(),
        tags=tags(),
    )
    return xml_response(text, kind="application/atom+xml")


@bp.get("/feed")
def feed() -> ResponseReturnValue:
    """Say what a feed is, and whether there is one."""
    return _page(token="")


@bp.post("/feed")
def change_feed() -> ResponseReturnValue:
    """Make a feed, whose link is shown once, or end it."""
    begin_moderator_transaction()
    moderator = current_moderator()
    if request.form.get("do") == "end":
        end_feed(moderator)
        token = ""
    else:
        token = make_feed(moderator)
    db.session.commit()
    return _page(token=token)


def _page(*, token: str) -> ResponseReturnValue:
    return render_page(
        "moderation/feed.html",
        token=token,
        has_feed=has_feed(current_moderator()),
        waiting=waiting_count(),
    )
