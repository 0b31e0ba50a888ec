"""What authors wrote, with a form for each; and the one of which something was not sent."""

from flask import Response

from ethreader.comments.models import Comment
from ethreader.i18n.texts import Text
from ethreader.messages.queries import messages_about, unanswered_comments
from ethreader.moderation.forms import MessageToAuthorForm
from ethreader.web.http import render_page


def conversations_page(
    *,
    status: int,
    sent_to: Comment | None = None,
    refused: Comment | None = None,
    form: MessageToAuthorForm | None = None,
    problem: Text | None = None,
) -> Response:
    """Show who waits for a reply; `refused` among them, with the form that was not taken."""
    comments = list(unanswered_comments(limit=50))
    if refused is not None and refused not in comments:  # What was typed has its place anyhow.
        comments.insert(0, refused)
    return render_page(
        "moderation/messages.html",
        status=status,
        sent_to=sent_to,
        conversations=[(comment, messages_about(comment.id)) for comment in comments],
        refused=refused,
        refused_form=form,
        refused_for=problem,
    )
