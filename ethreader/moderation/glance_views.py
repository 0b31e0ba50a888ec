"""What open pages ask by themselves: how much waits now, and who looks at what."""

from flask import Response, g, request
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.locks import DatabaseBusy
from ethreader.comments.models import Comment
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.waiting_queries import waiting_count
from ethreader.moderation.blueprint import bp, way_back
from ethreader.moderation.glance_models import Glance
from ethreader.moderation.glance_service import glance_at, glances, is_due
from ethreader.web.current import now
from ethreader.web.http import render_page, see_other


@bp.post("/pulse")
def pulse() -> Response:
    """Note at which comment somebody looks, and tell what has changed around it."""
    comment = comment_by_public_id(request.form.get("comment", ""))
    if comment is not None and is_due(comment, moderator=current_moderator(), now=now()):
        _note(comment)
    return render_page("moderation/_pulse_news.html", waiting=waiting_count())


@bp.post("/keys")
def switch_keys() -> ResponseReturnValue:
    """Let single keys decide, or let them do nothing."""
    begin_moderator_transaction()
    current_moderator().has_keys = request.form.get("keys") == "on"
    db.session.commit()
    return see_other(way_back())


@bp.app_template_global()
def queue_count() -> int:
    """Return how much waits in the queue, for the menu of each page."""
    return waiting_count()


@bp.app_template_global()
def has_keys() -> bool:
    """Tell whether single keys decide for who is signed in."""
    return current_moderator().has_keys


@bp.app_template_global()
def glances_of_others() -> list[Glance]:
    """Return at which comments other moderators look; asked for once in a request."""
    if "glances" not in g:
        me = current_moderator().id
        g.glances = [each for each in glances(now()) if each.moderator_id != me]
    found: list[Glance] = g.glances
    return found


def _note(comment: Comment) -> None:
    """Write down a look at a comment; where others write, the next pulse does it."""
    try:
        begin_moderator_transaction()
        glance_at(comment, moderator=current_moderator(), now=now())
        db.session.commit()
    except DatabaseBusy:
        db.session.rollback()
