"""What is done to one comment: decided, taken back, pinned, replied to.

Whatever stands in the way, the comment is shown as it is now, with what was typed.
"""

from collections.abc import Callable
from functools import partial

from flask import Response
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import DomainError
from ethreader.comments.models import Comment
from ethreader.comments.official import NothingToAnswer
from ethreader.comments.queries import comment_by_public_id
from ethreader.moderation.blueprint import bp, way_back
from ethreader.moderation.forms import (
    DecisionForm,
    OfficialReplyForm,
    PinForm,
    UndoForm,
    refuse_if_damaged,
)
from ethreader.moderation.queries import row_of
from ethreader.moderation.row_page import row_page
from ethreader.moderation.service import (
    ChangedSinceSeen,
    decide,
    pin_seen,
    reply_officially,
    undo,
    unpin_seen,
)
from ethreader.web.current import now, settings
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import get_or_404, see_other, wants_partial


@bp.post("/comments/<public_id:public_id>/decision")
def decide_on(public_id: str) -> ResponseReturnValue:
    """Publish, keep, reject or mark as spam."""
    form = DecisionForm()
    is_valid = form.validate()
    refuse_if_damaged(form, typed="note")
    if not is_valid:
        return _refused_note(public_id, form)
    act = partial(
        decide,
        to=form.to_state,
        seen=form.seen,
        moderator=current_moderator(),
        reason=form.why,
        note=form.note_given,
        now=now(),
    )
    return done_to(public_id, act, decision_form=form)


@bp.post("/comments/<public_id:public_id>/undo")
def undo_decision(public_id: str) -> ResponseReturnValue:
    """Take the last decision back."""
    form = UndoForm()
    form.validate()
    refuse_if_damaged(form)
    act = partial(undo, seen=form.seen, moderator=current_moderator(), now=now())
    return done_to(public_id, act)


@bp.post("/comments/<public_id:public_id>/pin")
def pin_or_not(public_id: str) -> ResponseReturnValue:
    """Put a comment before all others of its event, or back to where it came."""
    form = PinForm()
    form.validate()
    refuse_if_damaged(form)
    act = pin_seen if form.pin.data == "yes" else unpin_seen
    return done_to(public_id, partial(act, seen_version=form.seen_version))


@bp.post("/comments/<public_id:public_id>/answer")
def answer_publicly(public_id: str) -> ResponseReturnValue:
    """Publish a reply in the name of the moderators or of the organisation."""
    form = OfficialReplyForm()
    is_valid = form.validate()
    refuse_if_damaged(form, typed="body")
    if not is_valid:
        return _refused_reply(public_id, form)
    act = partial(
        reply_officially,
        words=form.words,
        voice=form.voice_given,
        moderator=current_moderator(),
        seen_version=form.seen_version,
        zone=settings().time_zone,
        now=now(),
    )
    back = partial(way_back, otherwise="published", replied=public_id)
    return done_to(public_id, act, back=back, answer_form=form)


def done_to(
    public_id: str,
    act: Callable[[Comment], object],
    *,
    back: Callable[[], str] | None = None,
    **forms: FlaskForm,
) -> ResponseReturnValue:
    """Do something to a comment; show it as it is then, or lead `back`."""
    try:
        begin_moderator_transaction()
        comment = get_or_404(comment_by_public_id(public_id))
        act(comment)
        db.session.commit()
    except (DomainError, StaleDataError) as problem:
        return _as_it_is_now(public_id, problem, **forms)
    if back is not None:
        return see_other(back())
    if not wants_partial():
        return see_other(way_back(done=comment.public_id))
    return row_page(row_of(comment), status=200)


def _refused_note(public_id: str, form: DecisionForm) -> Response:
    comment = get_or_404(comment_by_public_id(public_id))
    if comment.version != form.seen_version:
        return _as_it_is_now(public_id, ChangedSinceSeen(), decision_form=form)
    return row_page(row_of(comment), status=422, decision_form=form)


def _refused_reply(public_id: str, form: OfficialReplyForm) -> Response:
    comment = get_or_404(comment_by_public_id(public_id))
    late = None if comment.is_public else NothingToAnswer.sentence
    return row_page(row_of(comment), status=422, problem=late, answer_form=form)


def _as_it_is_now(public_id: str, problem: Exception, **forms: FlaskForm) -> Response:
    """Show a comment to which nothing was done, and say why."""
    db.session.rollback()
    error = problem if isinstance(problem, DomainError) else ChangedSinceSeen()
    row = row_of(get_or_404(comment_by_public_id(public_id)))
    response = row_page(row, status=status_of(error), problem=error.sentence, **forms)
    return with_retry_after(response, error)
