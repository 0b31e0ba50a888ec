"""The comment form over HTTP: opened, checked, previewed, sent."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from ethreader.base.db import db
from ethreader.base.errors import Conflict, DomainError, Invalid, NotFound, TryLater
from ethreader.base.markup import comment_html
from ethreader.base.together import write_together
from ethreader.comments.form_limits import (
    ProofAsked,
    admit_form,
    ask_for_proof,
    count_comment,
    count_wish,
)
from ethreader.comments.form_page import (
    CommentFormPage,
    comment_form,
    form_page,
    issued_at,
)
from ethreader.comments.form_refusals import handle_closed, handle_proof_asked, handle_too_large
from ethreader.comments.form_token import FormTokenRefused
from ethreader.comments.forms import CHECKED_FIELDS, CommentForm
from ethreader.comments.incoming import CommentsClosed, ParentNotVisible, refuse_if_closed
from ethreader.comments.personal_data import PersonalDataTyped
from ethreader.comments.received_page import received
from ethreader.comments.submission import Prepared, Submitted, Wish, flags_of, prepare, submit
from ethreader.events.queries import article
from ethreader.events.shown_queries import hold_comment_terms
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.screening.flags import Flag
from ethreader.screening.recent_texts import recent_texts
from ethreader.web.current import Current, current, today
from ethreader.web.error_pages import error_response, status_of, with_retry_after
from ethreader.web.http import get_or_404, no_store, render, wants_partial
from ethreader.web.limits import CHECKS, limited
from ethreader.web.localisation import language

bp = Blueprint("comments", __name__)
bp.register_error_handler(CommentsClosed, handle_closed)
bp.register_error_handler(ProofAsked, handle_proof_asked)
bp.register_error_handler(RequestEntityTooLarge, handle_too_large)

CLOSED = lazy_gettext("Comments on this event are closed. You can still read them.")


@bp.get("/events/<slug:slug>/comments/new")
def new(slug: str) -> ResponseReturnValue:
    """Show the form: inline for htmx, as a page without."""
    event = get_or_404(article(slug))
    refuse_if_closed(event, today=today(), sentence=CLOSED)
    parent_id = request.args.get("reply_to", "")
    place = request.args.get("place", "")
    page = form_page(event, comment_form(formdata=None, parent_id=parent_id, place=place))
    if parent_id and page.reply_to is None:
        raise NotFound
    return no_store(_response(page))


@bp.errorhandler(TryLater)
def handle_try_later(error: TryLater) -> Response:
    """Say how long to wait and keep what was typed: beside the form, or with it as a page."""
    db.session.rollback()
    kept = gettext("Your text is still here.")
    event = article((request.view_args or {})["slug"])
    if wants_partial() or event is None:
        return error_response(error, kept=kept)
    page = form_page(event, comment_form(), problem=f"{error.sentence} {kept}")
    return with_retry_after(_response(page, status=status_of(error)), error)


@bp.post("/events/<slug:slug>/comments")
def create(slug: str) -> ResponseReturnValue:
    """Take in one comment: a receipt in the form's place, or a page that says the same."""
    form, here = comment_form(), current()
    solved = admit_form(form, slug, here)
    if not form.validate():
        return _form_again(slug, form)
    try:
        draft = form.draft(stamped_at=issued_at(form, slug, here))
        flags = flags_of(draft, **vars(here))
        form.ask_about(flags)
    except (FormTokenRefused, PersonalDataTyped) as problem:
        return _form_again(slug, form, problem=problem)
    ask_for_proof(form, slug, flags)
    wish = _admitted_wish(form)
    flags = (*flags, *count_comment(solved))
    try:
        submitted = _store(slug, prepare(draft, flags=flags, wish=wish, **vars(here)), here)
    except Conflict as problem:
        return _form_again(slug, form, problem=problem)
    return received(slug, submitted, here, form=form, is_apart=Flag.DANGER in flags)


@bp.post("/events/<slug:slug>/comments/check")
@limited(CHECKS)
def check(slug: str) -> ResponseReturnValue:
    """Say what is wrong with one field, as the reader leaves it."""
    event, name = get_or_404(article(slug)), request.args.get("field", "")
    if name not in CHECKED_FIELDS:
        raise Invalid
    form = comment_form()
    form.validate_only(name)
    if not wants_partial():
        return _response(form_page(event, form), status=422 if form.errors else 200)
    return render(
        "comments/new.html",
        partial="comments/_checked_field.html",
        errors=form[name].errors,
        found=form.personal_in(name),
    )


@bp.post("/events/<slug:slug>/comments/preview")
@limited(CHECKS)
def preview(slug: str) -> ResponseReturnValue:
    """Show a comment as it would look; nothing is stored."""
    event, form = get_or_404(article(slug)), comment_form()
    is_sound = form.validate_only("body")
    html = comment_html(form.typed_body) if is_sound else None
    found = form.personal_in("name", "body") if is_sound else []
    status = 200 if is_sound else 422
    if not wants_partial():
        return _response(form_page(event, form, preview_html=html, previewed=found), status=status)
    return render(
        "comments/new.html",
        partial="comments/_preview.html",
        status=status,
        html=html,
        found=found,
        errors=form.body.errors,
    )


def _admitted_wish(form: CommentForm) -> Wish | None:
    email = form.email_to_seal()
    if email is None:
        return None
    count_wish()
    return Wish(email=email, language=language().code)


def _store(slug: str, prepared: Prepared, here: Current) -> Submitted:
    def work() -> Submitted:
        terms = get_or_404(hold_comment_terms(slug))
        return submit(terms, prepared, **vars(here))

    submitted = write_together(work)
    # Only what is stored: sent again after a failure, a text is not a repeated one.
    recent_texts.here().add(submitted.public_id, prepared.draft.body, sent_on=here.today)
    return submitted


def _response(page: CommentFormPage, *, status: int = 200) -> Response:
    return render(
        "comments/new.html", partial="comments/_form.html", status=status, **page.context()
    )


def _form_again(
    slug: str,
    form: CommentForm,
    *,
    problem: DomainError | FormTokenRefused | PersonalDataTyped | None = None,
) -> Response:
    """Give a form back that was not taken, with everything typed."""
    db.session.rollback()
    if isinstance(problem, ParentNotVisible):
        form.place.data, form.parent_id.data = form.parent_id.data, ""
    event = get_or_404(article(slug))
    if isinstance(problem, PersonalDataTyped):
        return _response(form_page(event, form, personal=problem), status=problem.status)
    page = form_page(event, form, problem=problem.sentence if problem else None)
    status = status_of(problem) if isinstance(problem, DomainError) else 422
    return _response(page, status=status)
