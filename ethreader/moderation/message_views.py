"""What authors and moderators write to each other, as moderators see it."""

from flask import Response
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import NotSignedIn, begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import DomainError
from ethreader.comments.models import Comment
from ethreader.comments.queries import comment_by_public_id
from ethreader.messages.service import refuse_if_over
from ethreader.moderation.blueprint import bp, position_sent, refuse_signed_out, way_back
from ethreader.moderation.conversations_page import conversations_page
from ethreader.moderation.forms import MessageToAuthorForm, refuse_if_damaged
from ethreader.moderation.service import write_to_author
from ethreader.web.current import now
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import get_or_404, see_other
from ethreader.web.paging import position_asked_for
from ethreader.web.said_once import said_now


@bp.get("/messages")
def messages() -> ResponseReturnValue:
    """Show what authors wrote and nobody has answered."""
    sent_to = comment_by_public_id(said_now("sent"))
    return conversations_page(status=200, at=position_asked_for(), sent_to=sent_to)


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
            return conversations_page(status=422, at=position_sent(), refused=comment, form=form)
        who = current_moderator()
        write_to_author(comment, form.words, seen=form.seen, moderator=who, now=now())
        db.session.commit()
    except NotSignedIn as problem:
        return refuse_signed_out(problem)
    except DomainError as problem:
        db.session.rollback()
        return _refused(comment, form, problem)
    return see_other(way_back(otherwise="messages", sent=public_id))


def _refused(comment: Comment, form: MessageToAuthorForm, problem: DomainError) -> Response:
    response = conversations_page(
        status=status_of(problem),
        at=position_sent(),
        refused=comment,
        form=form,
        problem=problem.sentence,
    )
    return with_retry_after(response, problem)
