"""What authors wrote, with a form for each; and the one of which something was not sent."""

from flask import Response

from ethreader.base.paging import BEGINNING, Page, Position
from ethreader.comments.models import Comment
from ethreader.i18n.texts import Text
from ethreader.messages.queries import messages_about_each, unanswered_count, unanswered_page
from ethreader.moderation.forms import MessageToAuthorForm
from ethreader.web.http import render


def conversations_page(
    *,
    status: int,
    at: Position = BEGINNING,
    sent_to: Comment | None = None,
    refused: Comment | None = None,
    form: MessageToAuthorForm | None = None,
    problem: Text | None = None,
) -> Response:
    """Show who waits for a reply; `refused` among them, with the form that was not taken."""
    found = unanswered_page(at)
    comments = list(found.rows)
    if refused is not None and refused not in comments:  # What was typed has its place anyhow.
        comments.insert(0, refused)
    messages = messages_about_each([comment.id for comment in comments])
    conversations = [(comment, messages[comment.id]) for comment in comments]
    return render(
        "moderation/messages.html",
        partial="moderation/_conversations.html",
        status=status,
        sent_to=sent_to,
        listed=Page(rows=conversations, older=found.older, newer=found.newer),
        unanswered=unanswered_count(),
        refused=refused,
        refused_form=form,
        refused_for=problem,
    )
