"""One comment by a URL of its own, and what was decided about it from its arrival on."""

from flask.typing import ResponseReturnValue

from ethreader.comments.log_queries import changes_of
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.waiting_queries import waiting_count
from ethreader.moderation.blueprint import bp
from ethreader.moderation.queries import row_of
from ethreader.moderation.row_page import row_page
from ethreader.web.http import get_or_404, render_page


@bp.get("/comments/<public_id:public_id>")
def comment(public_id: str) -> ResponseReturnValue:
    """Show a comment with its buttons, whatever has become of it."""
    return row_page(row_of(get_or_404(comment_by_public_id(public_id))), status=200)


@bp.get("/comments/<public_id:public_id>/history")
def history(public_id: str) -> ResponseReturnValue:
    """Show who decided what about a comment, when, and why."""
    comment = get_or_404(comment_by_public_id(public_id))
    return render_page(
        "moderation/history.html",
        comment=comment,
        changes=changes_of(comment),
        waiting=waiting_count(),
    )
