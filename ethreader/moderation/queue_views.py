"""The lists that moderators work from: what waits, what was reported, decided, published."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from ethreader.base.paging import Page
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.waiting_queries import waiting_count
from ethreader.moderation import queries
from ethreader.moderation.blueprint import bp
from ethreader.moderation.filter_forms import query_of
from ethreader.moderation.queries import Row, row_of
from ethreader.moderation.queue_page import queue_page
from ethreader.reports.queries import reported_count
from ethreader.web.http import render
from ethreader.web.paging import position_asked_for
from ethreader.web.said_once import is_said_now


@bp.get("/")
def queue() -> ResponseReturnValue:
    """Show what waits, the urgent first and then the oldest; or what a filter finds."""
    return queue_page(query_of(request.args), at=position_asked_for())


@bp.get("/apart")
def apart() -> ResponseReturnValue:
    """Show what waits apart from the queue because somebody may be in danger, oldest first."""
    return _list("moderation/apart.html", queries.apart(position_asked_for()))


@bp.get("/reported")
def reported() -> ResponseReturnValue:
    """Show what readers see and have reported, to be kept or taken off the page."""
    return _list("moderation/reported.html", queries.reported(position_asked_for()))


@bp.get("/decided")
def decided() -> ResponseReturnValue:
    """Show what was decided last, to be taken back."""
    return _list("moderation/decided.html", queries.recently_decided(position_asked_for()))


@bp.get("/published")
def published() -> ResponseReturnValue:
    """Show what readers see, the latest first: to be replied to, pinned or taken off the page."""
    return _list("moderation/published.html", queries.published(position_asked_for()))


def _list(template: str, page: Page[Row]) -> Response:
    done = comment_by_public_id(request.args.get("done", ""))
    return render(
        template,
        partial="moderation/_rows.html",
        listed=page,
        done=row_of(done) if done else None,
        is_done_listed=done in [row.comment for row in page.rows],
        is_said_now=is_said_now(),
        replied=comment_by_public_id(request.args.get("replied", "")),
        waiting=waiting_count(),
        reported_count=reported_count(),
        answer_form=None,
        decision_form=None,
    )
