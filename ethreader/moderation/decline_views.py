"""Declining or unpublishing with a reason: chosen, shown as its author reads it, then sent.

Whatever stands in the way, the comment is shown as it is now, with all that was typed.
"""

from flask import Response
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import DomainError
from ethreader.comments.models import Comment
from ethreader.comments.queries import comment_by_public_id
from ethreader.comments.transition import NoSuchMove
from ethreader.moderation.blueprint import bp, way_back
from ethreader.moderation.decline_forms import DeclineForm
from ethreader.moderation.decline_page import Step, decline_page
from ethreader.moderation.decline_service import decline
from ethreader.moderation.forms import refuse_if_damaged
from ethreader.moderation.queries import row_of
from ethreader.moderation.service import ChangedSinceSeen
from ethreader.web.current import now
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import get_or_404, see_other


@bp.get("/comments/<public_id:public_id>/decline")
def ask_to_decline(public_id: str) -> ResponseReturnValue:
    """Ask for the reason, and for a message to the author."""
    comment = get_or_404(comment_by_public_id(public_id))
    form = DeclineForm(formdata=MultiDict())
    if row_of(comment).can_be_declined:
        return decline_page(comment, form, status=200)
    return decline_page(comment, form, status=409, problem=NoSuchMove.sentence)


@bp.post("/comments/<public_id:public_id>/decline")
def decline_with_reason(public_id: str) -> ResponseReturnValue:
    """Show what the author will see, or decline the comment."""
    form = DeclineForm()
    is_valid = form.validate()
    refuse_if_damaged(form, typed="reason message note")
    comment = get_or_404(comment_by_public_id(public_id))
    if is_valid and form.do.data == "decline":
        return _decline(comment, form)
    if comment.version != form.seen_version:
        return _as_it_is_now(public_id, form, ChangedSinceSeen())
    if form.do.data == "change":
        return decline_page(comment, form, status=200)
    if not is_valid:
        return decline_page(comment, form, status=422)
    return decline_page(comment, form, status=200, step=Step.CHECK)


def _decline(comment: Comment, form: DeclineForm) -> ResponseReturnValue:
    public_id = comment.public_id
    try:
        begin_moderator_transaction()
        decline(
            comment,
            form.refusal,
            seen=form.seen,
            seen_message=form.seen_message.data or 0,
            moderator=current_moderator(),
            now=now(),
        )
        db.session.commit()
    except (DomainError, StaleDataError) as problem:
        return _as_it_is_now(public_id, form, problem)
    return see_other(way_back(done=public_id))


def _as_it_is_now(public_id: str, form: DeclineForm, problem: Exception) -> Response:
    """Show a comment that was not declined, and say why."""
    db.session.rollback()
    error = problem if isinstance(problem, DomainError) else ChangedSinceSeen()
    comment = get_or_404(comment_by_public_id(public_id))
    response = decline_page(comment, form, status=status_of(error), problem=error.sentence)
    return with_retry_after(response, error)
