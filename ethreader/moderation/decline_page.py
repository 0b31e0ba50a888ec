"""The page on which a comment is declined, or unpublished, with a reason."""

from enum import StrEnum

from flask import Response

from ethreader.comments.models import Comment
from ethreader.i18n.texts import Text
from ethreader.messages.queries import messages_about
from ethreader.moderation.decline_forms import DeclineForm, choices
from ethreader.moderation.queries import row_of
from ethreader.web.http import render_page


class Step(StrEnum):
    """What the page asks for."""

    CHOOSE = "choose"
    CHECK = "check"  # What the author will see; without scripts a step of its own.
    OVER = "over"  # Nothing: it is decided.


def decline_page(
    comment: Comment,
    form: DeclineForm,
    *,
    status: int,
    step: Step = Step.CHOOSE,
    problem: Text | None = None,
) -> Response:
    """Show a comment as it is now, and the form; `problem` says why it was not taken."""
    row = row_of(comment)
    return render_page(
        "moderation/decline.html",
        status=status,
        step=step if row.can_be_declined else Step.OVER,
        row=row,
        messages=messages_about(comment.id),
        form=form,
        choices=list(choices()),
        problem=problem,
    )
