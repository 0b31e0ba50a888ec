"""What authors and moderators write to each other, as moderators see it: a thread a comment."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import DomainError
from ethreader.comments.models import Comment
from ethreader.comments.queries import comment_by_public_id
from ethreader.i18n.texts import Text
from ethreader.messages.queries import unanswered_count
from ethreader.messages.service import refuse_if_over
from ethreader.moderation.blueprint import (
    THREAD,
    bp,
    place_in_list,
    position_sent,
    way_back,
)
from ethreader.moderation.conversations_page import (
    answered_conversations_page,
    conversation_page,
    conversations_page,
)
from ethreader.moderation.forms import MessageToAuthorForm, refuse_if_damaged
from ethreader.moderation.message_service import write_to_author
from ethreader.web.current import now
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import get_or_404, see_other
from ethreader.web.paging import position_asked_for
from ethreader.web.said_once import said_now, to_be_said


@bp.app_template_global()
def unanswered_messages() -> int:
    """Return how many authors wait for a reply, for the navigation."""
    return unanswered_count()


@bp.get("/messages")
def messages() -> ResponseReturnValue:
    """Show what authors wrote and nobody has answered."""
    sent_to = comment_by_public_id(said_now("sent"))
    return conversations_page(status=200, at=position_asked_for(), sent_to=sent_to)


@bp.get("/messages/answered")
def answered() -> ResponseReturnValue:
    """Show the threads in which moderators wrote last, the latest first."""
    return answered_conversations_page(position_asked_for())


@bp.get("/comments/<public_id:public_id>/messages")
def conversation(public_id: str) -> ResponseReturnValue:
    """Show the messages about one comment."""
    comment = get_or_404(comment_by_public_id(public_id))
    return conversation_page(comment, status=200, is_sent=bool(said_now("sent")))


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
            return _refused(comment, form, status=422)
        who = current_moderator()
        write_to_author(comment, form.words, seen=form.seen, moderator=who, now=now())
        db.session.commit()
    except DomainError as problem:
        return _refused_for(problem, comment, form)
    return see_other(_way_back(public_id))


def _way_back(public_id: str) -> str:
    if place_in_list() != THREAD:
        return way_back(otherwise="messages", sent=public_id)
    return url_for("moderation.conversation", public_id=public_id, sent="yes", once=to_be_said())


def _refused_for(problem: DomainError, comment: Comment, form: MessageToAuthorForm) -> Response:
    db.session.rollback()
    response = _refused(comment, form, status=status_of(problem), problem=problem.sentence)
    return with_retry_after(response, problem)


def _refused(
    comment: Comment, form: MessageToAuthorForm, *, status: int, problem: Text | None = None
) -> Response:
    """Show a text that was not sent where it was typed: in its thread, or among the others."""
    if place_in_list() == THREAD:
        return conversation_page(comment, status=status, form=form, problem=problem)
    return conversations_page(
        status=status, at=position_sent(), refused=comment, form=form, problem=problem
    )
