"""One comment as moderators see it, with what was typed about it."""

from flask import Response
from flask_wtf import FlaskForm

from ethreader.comments.waiting_queries import waiting_count
from ethreader.i18n.texts import Text
from ethreader.moderation.queries import Row
from ethreader.reports.queries import reported_count
from ethreader.web.http import render


def row_page(row: Row, *, status: int, problem: Text | None = None, **forms: FlaskForm) -> Response:
    """Show a comment as a page, or as its row for htmx; `forms` are those that were not taken."""
    none = {"answer_form": None, "decision_form": None}
    return render(
        "moderation/comment.html",
        partial="moderation/_news.html",
        status=status,
        row=row,
        problem=problem,
        waiting=waiting_count(),
        reported_count=reported_count(),
        **(none | forms),
    )
