"""The form with which a row is decided on: rendered once for each kind of row, filled for each.

A page of the queue has fifty of them, and they differ in a few words.
"""

from collections.abc import Hashable, Sequence

from flask import g, url_for
from markupsafe import Markup, escape

from ethreader.comments.formats import display_name
from ethreader.comments.models import Comment
from ethreader.i18n.formats import format_number
from ethreader.moderation.blueprint import bp, place_in_list
from ethreader.moderation.queries import Row
from ethreader.web.shapes import gap, shape_of
from ethreader.web.templating import sanitised


@bp.app_template_global()
def form_to_decide(
    row: Row, *, seen: str, verdict: str, note: str, errors: Sequence[str], has_focus: bool
) -> Markup:
    """Return the form; `seen` and `verdict` are HTML, `note` and `errors` what was typed there."""
    kind = _kind(row) | {
        "has_note": bool(note),
        "has_errors": bool(errors),
        "has_focus": has_focus,
    }
    shape = shape_of("moderation/_decide.html", *kind.values(), context=lambda: kind)
    error = escape(errors[0]) if errors else ""
    typed = {"note": escape(note), "error": error}
    return sanitised(shape.fill(_words(row) | typed | {"seen": seen, "verdict": verdict}))


@bp.app_template_global()
def url_to_decline(comment: Comment) -> str:
    """Return where a comment is declined or unpublished with a reason, and back to this list."""
    if "url_to_decline" not in g:  # Each row has one.
        g.url_to_decline = url_for(
            "moderation.ask_to_decline", public_id=gap("id"), place=place_in_list() or None
        )
    url: str = g.url_to_decline
    return url.replace(gap("id"), comment.public_id)


def _kind(row: Row) -> dict[str, Hashable]:
    return {
        "can_be_kept": row.can_be_kept,
        "is_public": row.comment.is_public,
        "message_count": gap("message_count") if row.message_count else "",
        "has_history": row.change is not None,
    }


def _words(row: Row) -> dict[str, str]:
    """Return what tells one row from another of its kind, as HTML."""
    comment = row.comment
    return {
        "id": comment.public_id,
        "name": escape(display_name(comment)),
        "decline_url": escape(url_to_decline(comment)),
        "message_count": escape(format_number(row.message_count)) if row.message_count else "",
        "slug": comment.event.slug,
        "event": escape(comment.event.headline or comment.event.name),
    }
