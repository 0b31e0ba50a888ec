"""The comment form over HTTP: checked, previewed, sent."""

import re
from datetime import datetime, timedelta

from flask import Blueprint, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue

from ethreader.authors.queries import link_by_token
from ethreader.authors.sealed_token import CHANGE, RECEIPT, open_token, seal_token
from ethreader.authors.service import issue_author_link
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import DomainError, Invalid, RateLimited
from ethreader.base.markup import comment_html
from ethreader.base.settings import EmailPolicy
from ethreader.comments import stamps
from ethreader.comments.drafts import Draft
from ethreader.comments.forms import CHECKED_FIELDS, CommentForm
from ethreader.comments.models import PUBLIC_ID, Comment
from ethreader.comments.queries import comment_by_id, comment_by_public_id, published_comment
from ethreader.comments.submit import ParentNotVisible, Receipt, refuse_if_closed, submit_comment
from ethreader.comments.threads import PublicComment
from ethreader.contacts.queries import current_key
from ethreader.events.models import Event
from ethreader.events.queries import event_page
from ethreader.i18n.texts import Text, gettext, lazy_gettext
from ethreader.mail.service import keep_contact
from ethreader.screening.service import Flag, Submission, screen
from ethreader.web.current import now, settings, today
from ethreader.web.error_pages import error_response, status_of
from ethreader.web.http import get_or_404, no_store, render, see_other, wants_partial
from ethreader.web.limits import CHECKS, COMMENTS, FORMS, limited

bp = Blueprint("comments", __name__)


@bp.get("/events/<slug:slug>/comments/new")
def new(slug: str) -> ResponseReturnValue:
    """Show the form: inline for htmx, as a page without."""
    event = get_or_404(event_page(slug))
    closed = lazy_gettext("Comments on this event are closed. You can still read them.")
    refuse_if_closed(event, today=today(), sentence=closed)
    parent_id = request.args.get("reply_to", "")
    if parent_id:
        get_or_404(_parent(event, parent_id))
    form = comment_form(formdata=None, parent_id=parent_id)
    return no_store(_form(event, form, status=200))


@bp.errorhandler(RateLimited)
def handle_rate_limit(error: RateLimited) -> Response:
    """Say how long to wait and keep what was typed: beside the form, or with it as a page."""
    kept = gettext("Your text is still here.")
    sentence = f"{error.sentence} {kept}"
    event = event_page((request.view_args or {})["slug"])
    if wants_partial() or event is None:
        return error_response(RateLimited(sentence, retry_after=error.retry_after))
    response = _form(event, comment_form(), status=status_of(error), problem=sentence)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


@bp.post("/events/<slug:slug>/comments")
@limited(FORMS)
def create(slug: str) -> ResponseReturnValue:
    """Take in one comment: a receipt in the form's place, or a page that says the same."""
    event = get_or_404(event_page(slug))
    form = comment_form()
    if not form.validate():
        return _form(event, form, status=422)
    try:
        draft = form.draft(stamped_at=_stamped_at(form, slug))
    except stamps.FormTokenExpired:
        return _form(event, form, status=422, problem=EXPIRED)
    except stamps.FormTokenInvalid:
        return _form(event, form, status=422, problem=UNKNOWN_STAMP)
    _admit_comment()
    begin_write_transaction()
    try:
        receipt = submit_comment(
            event, draft, flags=_notices(draft), zone=settings().time_zone, now=now()
        )
    except DomainError as error:
        if isinstance(error, ParentNotVisible):
            form.parent_id.data = ""
        db.session.rollback()
        return _form(event, form, status=status_of(error), problem=error.sentence)
    token = _author_token(receipt, draft, form.email_to_seal()) if receipt.is_for(draft) else None
    db.session.commit()
    if wants_partial():
        return _receipt(event, token, comment=receipt.comment, status=201)
    envelope = seal_token(token, RECEIPT, secret=_secret(), now=now()) if token else None
    return see_other(url_for("comments.received", slug=slug, receipt=envelope))


@bp.get("/events/<slug:slug>/comments/received")
def received(slug: str) -> ResponseReturnValue:
    """Say that a comment has arrived; for ten minutes also where its own page is."""
    event = get_or_404(event_page(slug))
    sealed_token = request.args.get("receipt", "")
    token = open_token(sealed_token, RECEIPT, secret=_secret(), now=now())
    link = link_by_token(token) if token else None
    comment = comment_by_id(link.comment_id) if link else None
    return no_store(_receipt(event, token, comment=comment, status=200))


@bp.post("/events/<slug:slug>/comments/check")
@limited(CHECKS)
def check(slug: str) -> ResponseReturnValue:
    """Say what is wrong with one field, as the reader leaves it."""
    event = get_or_404(event_page(slug))
    name = request.args.get("field", "")
    if name not in CHECKED_FIELDS:
        raise Invalid
    form = comment_form()
    form.validate_only(name)
    if not wants_partial():
        return _form(event, form, status=422 if form.errors else 200)
    return render(
        "comments/new.html", partial="comments/_field_error.html", errors=form[name].errors
    )


@bp.post("/events/<slug:slug>/comments/preview")
@limited(CHECKS)
def preview(slug: str) -> ResponseReturnValue:
    """Show a comment as it would look; nothing is stored."""
    event = get_or_404(event_page(slug))
    form = comment_form()
    if not form.validate_only("body"):
        if wants_partial():
            return render(
                "comments/new.html",
                partial="comments/_preview.html",
                status=422,
                html=None,
                errors=form.body.errors,
            )
        return _form(event, form, status=422)
    html = comment_html(str(form.body.data))
    if wants_partial():
        return render("comments/new.html", partial="comments/_preview.html", html=html, errors=())
    return _form(event, form, status=200, preview_html=html)


EXPIRED = lazy_gettext(
    "The form was open for more than two days, so it has to be sent once more. "
    "Your text is still here: press “Send comment” again."
)


UNKNOWN_STAMP = lazy_gettext(
    "This form did not come from this page, so it has to be sent once more. "
    "Your text is still here: press “Send comment” again."
)


def comment_form(**values: object) -> CommentForm:
    """Return the form, as this site's settings want it."""
    return CommentForm(email_is_required=settings().email is EmailPolicy.REQUIRED, **values)


def page_stamp(event: Event) -> str:
    """Return the stamp of the form within an article, the same for all who read it."""
    return stamps.issue_for_page(event.slug, secret=_secret(), now=now())


def _form(
    event: Event,
    form: CommentForm,
    *,
    status: int,
    problem: Text | None = None,
    preview_html: str | None = None,
) -> Response:
    parent_id = str(form.parent_id.data or "")
    return render(
        "comments/new.html",
        partial="comments/_form.html",
        status=status,
        event=event,
        form=form,
        reply_to=_parent(event, parent_id) if parent_id else None,
        stamp=stamps.issue(event.slug, secret=_secret(), now=now()),
        problem=problem,
        preview_html=preview_html,
        can_notify=can_notify(),
        prefix=_prefix(parent_id),
    )


def _prefix(parent_id: str) -> str:
    """Return what the ids of a form begin with; several may stand in one page.

    One that has lost the comment it answers still stands beside the article's own.
    """
    place = parent_id or request.form.get("parent_id", "")
    return f"reply-{place}" if re.fullmatch(PUBLIC_ID, place) else "comment"


def _author_token(receipt: Receipt, draft: Draft, email: str | None) -> str:
    """Make the author's link, and seal the address where there is one.

    Of a first sending alone: sent again with one address after another, a comment would mail all.
    """
    # A key that an earlier comment has used leads to that one's page, not to this one's.
    key = draft.idempotency_key if receipt.comment.idempotency_key else None
    token = issue_author_link(receipt.comment.id, key=key)
    if receipt.is_new and email is not None:
        days = settings().contact_days
        keep_contact(receipt.comment.id, email=email, token=token, days=days, now=now())
    return token


def _receipt(event: Event, token: str | None, *, comment: Comment | None, status: int) -> Response:
    change_pass = None
    if token and wants_partial():  # A page of its own is kept in histories, and gives none.
        change_pass = seal_token(token, CHANGE, secret=_secret(), now=now())
    return render(
        "comments/received.html",
        partial="comments/_receipt.html",
        status=status,
        event=event,
        is_change=False,
        shown_id=comment.public_id if comment is not None and comment.is_public else None,
        own_link=f"{settings().base_url}{url_for('own_page.show', token=token)}" if token else None,
        change_pass=change_pass,
        change_seconds=CHANGE.seconds,
    )


def can_notify() -> bool:
    """Tell whether an address could be kept: there is a key to seal it with."""
    return current_key(now()) is not None


@limited(COMMENTS)
def _admit_comment() -> None:
    """Count a comment that is about to be stored."""


def _parent(event: Event, public_id: str) -> PublicComment | None:
    row = comment_by_public_id(public_id)
    is_here = row is not None and row.event_id == event.id
    return published_comment(public_id) if is_here else None


def _stamped_at(form: CommentForm, slug: str) -> datetime:
    stamp = str(form.stamp.data or "")
    return stamps.read(stamp, slug, secret=_secret(), now=now())


def _notices(draft: Draft) -> tuple[Flag, ...]:
    return screen(
        Submission(
            body=draft.body,
            name=draft.name,
            official=(settings().site_name,),
            stamped_at=draft.stamped_at,
            arrived_at=now(),
            pace=timedelta(seconds=settings().pace),
        )
    )


def _secret() -> str:
    return str(current_app.secret_key)
