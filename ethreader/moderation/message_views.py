"""What authors and moderators write to each other, as moderators see it."""

from flask import Response
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import DomainError
from ethreader.base.paging import Page, Position
from ethreader.comments.models import Comment
from ethreader.comments.queries import comment_by_public_id
from ethreader.i18n.texts import Text
from ethreader.messages.queries import messages_about_each, unanswered_count, unanswered_page
from ethreader.messages.service import refuse_if_over
from ethreader.moderation.blueprint import bp, position_sent, way_back
from ethreader.moderation.forms import MessageToAuthorForm, refuse_if_damaged
from ethreader.moderation.service import write_to_author
from ethreader.web.current import now
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import get_or_404, render, see_other
from ethreader.web.paging import position_asked_for


@bp.get("/messages")
def messages() -> ResponseReturnValue:
    """Show what authors wrote and nobody has answered."""
    return _conversations(status=200, at=position_asked_for())


@bp.post("/comments/<public_id:public_id>/message")
def reply_to_author(public_id: str) -> ResponseReturnValue:
    """Write to an author, without learning who it is."""
    form = MessageToAuthorForm()
    is_valid = form.validate()
    refuse_if_damaged(form, typed="message")
    comment = get_or_404(comment_by_public_id(public_id))
    try:
        begin_moderator_transaction()
        refuse_if_over(comment)  # First of all: no correction of the text would send it.
        if not is_valid:
            return _conversations(status=422, at=position_sent(), refused=comment, form=form)
        who = current_moderator()
        write_to_author(comment, form.words, seen=form.seen, moderator=who, now=now())
        db.session.commit()
    except DomainError as problem:
        db.session.rollback()
        return _refused(comment, form, problem)
    return see_other(way_back())


def _refused(comment: Comment, form: MessageToAuthorForm, problem: DomainError) -> Response:
    response = _conversations(
        status=status_of(problem),
        at=position_sent(),
        refused=comment,
        form=form,
        problem=problem.sentence,
    )
    return with_retry_after(response, problem)


def _conversations(
    *,
    status: int,
    at: Position,
    refused: Comment | None = None,
    form: MessageToAuthorForm | None = None,
    problem: Text | None = None,
) -> Response:
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
        listed=Page(rows=conversations, older=found.older, newer=found.newer),
        unanswered=unanswered_count(),
        refused=refused,
        refused_form=form,
        refused_for=problem,
    )
