"""The lists that moderators work from: what waits, what was reported, decided, published."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from ethreader.comments.models import Comment
from ethreader.comments.queries import comment_by_public_id, latest_published, waiting_count
from ethreader.moderation.blueprint import bp
from ethreader.moderation.forms import REFUSAL_REASONS
from ethreader.moderation.queries import RECENT, Row, recently_decided, row_of, rows_of
from ethreader.moderation.queries import queue as waiting_rows
from ethreader.moderation.queries import reported as reported_rows
from ethreader.reports.queries import reported_count
from ethreader.web.http import get_or_404, render


@bp.get("/")
def queue() -> ResponseReturnValue:
    """Show what waits, oldest first; without JavaScript, what was just decided above it."""
    done = comment_by_public_id(request.args.get("done", ""))
    return _list("moderation/queue.html", waiting_rows(), done=row_of(done) if done else None)


@bp.get("/reported")
def reported() -> ResponseReturnValue:
    """Show what readers see and have reported, to be kept or taken off the page."""
    return _list("moderation/reported.html", reported_rows())


@bp.get("/decided")
def decided() -> ResponseReturnValue:
    """Show what was decided last, to be taken back."""
    return _list("moderation/decided.html", recently_decided())


@bp.get("/published")
def published() -> ResponseReturnValue:
    """Show what readers see, the latest first: to be replied to, pinned or taken off the page."""
    before = request.args.get("before")
    start = get_or_404(comment_by_public_id(before)) if before is not None else None
    rows = rows_of(latest_published(limit=RECENT + 1, before=start))
    older = rows[RECENT - 1].comment.public_id if len(rows) > RECENT else None
    replied = comment_by_public_id(request.args.get("replied", ""))
    return _list("moderation/published.html", rows[:RECENT], older=older, replied=replied)


def _list(
    page: str,
    rows: list[Row],
    *,
    done: Row | None = None,
    older: str | None = None,
    replied: Comment | None = None,
) -> Response:
    return render(
        page,
        partial="moderation/_rows.html",
        rows=rows,
        done=done,
        replied=replied,
        waiting=waiting_count(),
        reported=reported_count(),
        older=older,
        refusal_reasons=REFUSAL_REASONS,
        answer_form=None,
        decision_form=None,
    )
