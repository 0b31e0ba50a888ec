"""The desk: what waits, what was decided, and the decisions themselves."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from ethreader.accounts.guard import current_moderator, require_moderator
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import DomainError, Invalid
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_public_id, latest_published, waiting_count
from ethreader.comments.service import NothingToAnswer, pin, unpin
from ethreader.i18n.texts import Text, gettext
from ethreader.mail.service import notify_author
from ethreader.messages.forms import MessageForm
from ethreader.messages.mails import MESSAGE
from ethreader.messages.models import MessageSender
from ethreader.messages.queries import messages_about, unanswered_comments
from ethreader.messages.service import refuse_if_over, send_message
from ethreader.moderation.forms import REFUSAL_REASONS, DecisionForm, OfficialReplyForm, UndoForm
from ethreader.moderation.queries import RECENT, Row, recently_decided, row_of, rows_of
from ethreader.moderation.queries import queue as waiting_rows
from ethreader.moderation.queries import reported as reported_rows
from ethreader.moderation.service import ChangedSinceSeen, decide, reply_officially, undo
from ethreader.reports.queries import reported_count
from ethreader.web.current import now, settings
from ethreader.web.error_pages import status_of
from ethreader.web.http import get_or_404, no_store, render, render_page, see_other, wants_partial

bp = Blueprint("moderation", __name__, url_prefix="/moderation")
bp.before_request(require_moderator)
bp.after_request(no_store)


@bp.get("/")
def queue() -> ResponseReturnValue:
    """Show what waits, oldest first; without JavaScript, what was just decided above it."""
    done = comment_by_public_id(request.args.get("done", ""))
    if done is not None and done.state is State.PENDING:  # Taken back: it waits below again.
        done = None
    return _list("moderation/queue.html", waiting_rows(), done=row_of(done) if done else None)


@bp.get("/reported")
def reported() -> ResponseReturnValue:
    """Show what readers see and have reported, to be kept or taken off the page."""
    return _list("moderation/reported.html", reported_rows(), done=None)


@bp.get("/decided")
def decided() -> ResponseReturnValue:
    """Show what was decided last, to be taken back."""
    return _list("moderation/decided.html", recently_decided(), done=None)


@bp.get("/published")
def published() -> ResponseReturnValue:
    """Show what readers see, the latest first: to be answered, pinned or taken off the page."""
    before = request.args.get("before")
    start = get_or_404(comment_by_public_id(before)) if before is not None else None
    rows = rows_of(latest_published(limit=RECENT + 1, before=start))
    older = rows[RECENT - 1].comment.public_id if len(rows) > RECENT else None
    return _list("moderation/published.html", rows[:RECENT], done=None, older=older)


@bp.post("/comments/<public_id:public_id>/answer")
def answer_publicly(public_id: str) -> ResponseReturnValue:
    """Publish an answer in the name of the moderators or of the organisation."""
    form = OfficialReplyForm()
    comment = get_or_404(comment_by_public_id(public_id))
    if not form.validate():
        late = None if comment.is_public else NothingToAnswer.sentence
        return _row_page(row_of(comment), status=422, problem=late, answer_form=form)
    begin_write_transaction()
    comment = get_or_404(comment_by_public_id(public_id))
    try:
        words, zone = str(form.body.data).strip(), settings().time_zone
        moderator = current_moderator()
        reply_officially(
            comment, words, voice=form.voice_given, moderator=moderator, zone=zone, now=now()
        )
        db.session.commit()
    except DomainError as problem:
        db.session.rollback()
        row = row_of(get_or_404(comment_by_public_id(public_id)))
        sentence, status = problem.sentence, status_of(problem)
        return _row_page(row, status=status, problem=sentence, answer_form=form)
    return see_other(url_for("moderation.published"))


@bp.post("/comments/<public_id:public_id>/pin")
def pin_or_not(public_id: str) -> ResponseReturnValue:
    """Put a comment before all others of its event, or back to where it came."""
    begin_write_transaction()
    comment = get_or_404(comment_by_public_id(public_id))
    try:
        if request.form.get("pin") == "yes":
            pin(comment)
        else:
            unpin(comment)
        db.session.commit()
    except (DomainError, StaleDataError) as problem:
        return _fresh_row(public_id, problem)
    return _row_or_queue(comment)


@bp.post("/comments/<public_id:public_id>/decision")
def decide_on(public_id: str) -> ResponseReturnValue:
    """Publish, reject or mark as spam."""
    form = DecisionForm()
    if not form.validate():
        return _refused_decision(public_id, form)
    begin_write_transaction()
    comment = get_or_404(comment_by_public_id(public_id))
    try:
        decide(
            comment,
            form.after,
            seen_version=_version(form),
            moderator=current_moderator(),
            reason=form.why,
            note=str(form.note.data or "").strip(),
            now=now(),
            seen_until=form.seen_until.data,
        )
        db.session.commit()
    except (DomainError, StaleDataError) as problem:
        return _fresh_row(public_id, problem, decision_form=form)
    return _row_or_queue(comment)


@bp.post("/comments/<public_id:public_id>/undo")
def undo_decision(public_id: str) -> ResponseReturnValue:
    """Take the last decision back."""
    form = UndoForm()
    if not form.validate():
        raise Invalid(_first_error(form))
    begin_write_transaction()
    comment = get_or_404(comment_by_public_id(public_id))
    try:
        undo(comment, seen_version=_version(form), moderator=current_moderator(), now=now())
        db.session.commit()
    except (DomainError, StaleDataError) as problem:
        return _fresh_row(public_id, problem)
    return _row_or_queue(comment)


@bp.get("/messages")
def messages() -> ResponseReturnValue:
    """Show what authors wrote and nobody has answered."""
    return _letters(status=200)


@bp.post("/comments/<public_id:public_id>/message")
def reply_to_author(public_id: str) -> ResponseReturnValue:
    """Answer an author, without learning who it is."""
    form = MessageForm()
    begin_write_transaction()
    comment = get_or_404(comment_by_public_id(public_id))
    try:
        refuse_if_over(comment)  # First of all: no correction of the text would send it.
    except DomainError as problem:
        db.session.rollback()
        status, sentence = status_of(problem), problem.sentence
        return _letters(status=status, refused=comment, form=form, problem=sentence)
    if not form.validate():
        db.session.rollback()
        return _letters(status=422, refused=comment, form=form)
    send_message(comment.id, MessageSender.MODERATOR, str(form.message.data).strip(), now=now())
    notify_author(comment.id, MESSAGE, about_id=None, now=now())
    db.session.commit()
    return see_other(url_for("moderation.messages"))


def _letters(
    *,
    status: int,
    refused: Comment | None = None,
    form: MessageForm | None = None,
    problem: Text | None = None,
) -> Response:
    comments = list(unanswered_comments(limit=50))
    if refused is not None and refused not in comments:  # What was typed has its place anyhow.
        comments.insert(0, refused)
    return render_page(
        "moderation/messages.html",
        status=status,
        conversations=[(comment, messages_about(comment.id)) for comment in comments],
        refused=refused,
        refused_form=form,
        refused_for=problem,
    )


def _list(page: str, rows: list[Row], *, done: Row | None, older: str | None = None) -> Response:
    return render(
        page,
        partial="moderation/_rows.html",
        rows=rows,
        done=done,
        waiting=waiting_count(),
        reported=reported_count(),
        older=older,
        **_words(),
    )


def _row_or_queue(comment: Comment) -> ResponseReturnValue:
    if not wants_partial():
        return see_other(url_for("moderation.queue", done=comment.public_id))
    return _row_page(row_of(comment), status=200, problem=None)


def _refused_decision(public_id: str, form: DecisionForm) -> Response:
    if list(form.errors) != ["note"]:
        raise Invalid(_first_error(form))
    comment = get_or_404(comment_by_public_id(public_id))
    if comment.version != _version(form):
        return _fresh_row(public_id, ChangedSinceSeen(), decision_form=form)
    return _row_page(row_of(comment), status=422, problem=None, decision_form=form)


def _fresh_row(
    public_id: str, problem: Exception, *, decision_form: DecisionForm | None = None
) -> Response:
    db.session.rollback()
    error = problem if isinstance(problem, DomainError) else ChangedSinceSeen()
    row = row_of(get_or_404(comment_by_public_id(public_id)))
    sentence, status = error.sentence, status_of(error)
    return _row_page(row, status=status, problem=sentence, decision_form=decision_form)


def _row_page(
    row: Row,
    *,
    status: int,
    problem: Text | None,
    answer_form: OfficialReplyForm | None = None,
    decision_form: DecisionForm | None = None,
) -> Response:
    return render(
        "moderation/comment.html",
        partial="moderation/_news.html",
        status=status,
        row=row,
        problem=problem,
        waiting=waiting_count(),
        **(_words() | {"answer_form": answer_form, "decision_form": decision_form}),
    )


def _words() -> dict[str, Any]:
    return {"refusal_reasons": REFUSAL_REASONS, "answer_form": None, "decision_form": None}


def _version(form: UndoForm) -> int:
    return int(form.version.data or 0)


def _first_error(form: UndoForm) -> str:
    errors = [message for messages in form.errors.values() for message in messages]
    way_on = gettext("Go back, reload the page and try again.")
    return f"{errors[0]} {way_on}"
