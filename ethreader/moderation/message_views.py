"""What authors and moderators write to each other, as moderators see it."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import DomainError
from ethreader.comments.models import Comment
from ethreader.comments.queries import comment_by_public_id
from ethreader.i18n.texts import Text
from ethreader.messages.queries import messages_about, unanswered_comments
from ethreader.messages.service import refuse_if_over
from ethreader.moderation.blueprint import bp
from ethreader.moderation.forms import MessageToAuthorForm, refuse_if_damaged
from ethreader.moderation.service import write_to_author
from ethreader.web.current import now
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import get_or_404, render_page, see_other


@bp.get("/messages")
def messages() -> ResponseReturnValue:
    """Show what authors wrote and nobody has answered."""
    sent_to = comment_by_public_id(request.args.get("sent", ""))
    return _conversations(status=200, sent_to=sent_to)


@bp.post("/comments/<public_id:public_id>/message")
def reply_to_author(public_id: str) -> ResponseReturnValue:
    """Write to an author, without learning who it is."""
    form = MessageToAuthorForm()
    is_valid = form.validate()
    refuse_if_damaged(form, typed="message")
    comment = get_or_404(comment_by_public_id(public_id))
    try:
        begin_moderator_transaction()
        if not is_valid:
            refuse_if_over(comment)  # First of all: no correction of the text would send it.
            return _conversations(status=422, refused=comment, form=form)
        who = current_moderator()
        write_to_author(comment, form.words, seen=form.seen, moderator=who, now=now())
        db.session.commit()
    except DomainError as problem:
        db.session.rollback()
        return _refused(comment, form, problem)
    return see_other(url_for("moderation.messages", sent=public_id))


def _refused(comment: Comment, form: MessageToAuthorForm, problem: DomainError) -> Response:
    status, sentence = status_of(problem), problem.sentence
    response = _conversations(status=status, refused=comment, form=form, problem=sentence)
    return with_retry_after(response, problem)


def _conversations(
    *,
    status: int,
    sent_to: Comment | None = None,
    refused: Comment | None = None,
    form: MessageToAuthorForm | None = None,
    problem: Text | None = None,
) -> Response:
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
