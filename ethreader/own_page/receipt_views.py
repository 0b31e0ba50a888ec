"""Editing or withdrawing what was just sent, from the page it was sent from.

The right to do so is a sealed token within that page, good for a quarter of an hour: it stands
in no URL, no cookie and no store of the browser. Without htmx the author's own page does it.
"""

from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue

from ethreader.authors.sealed_token import CHANGE, open_token
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import Conflict, TryLater
from ethreader.comments.form_page import FormPage, place_of
from ethreader.comments.personal_data import PersonalDataTyped
from ethreader.comments.quote_service import render_without_quotes
from ethreader.comments.receipt_page import ReceiptPage, own_link, receipt_html
from ethreader.i18n.texts import Text, gettext, lazy_gettext
from ethreader.own_page.forms import EditForm
from ethreader.own_page.queries import comment_of_author
from ethreader.own_page.saving_views import NotSaved, save_words
from ethreader.own_page.service import ChangedElsewhere, digest_of_words
from ethreader.own_page.views import author_page, back_to
from ethreader.retention.service import erase
from ethreader.retention.wiping import wipe
from ethreader.web.current import now, settings
from ethreader.web.error_pages import error_response, status_of, with_retry_after
from ethreader.web.http import no_store, wants_partial
from ethreader.web.limits import FORMS, limited

bp = Blueprint("receipts", __name__, url_prefix="/comments/own")


bp.after_request(no_store)


class TimeIsOver(Conflict):
    """Too late for a change from there."""

    title = lazy_gettext("The editing period has ended")
    sentence = lazy_gettext(
        "The 15 minutes for editing it here are over. You can still edit or delete it with "
        "your private link from the confirmation."
    )


@bp.post("/receipt")
def show() -> ResponseReturnValue:
    """Show the receipt again, nothing changed."""
    token = _token()
    return _receipt(token) if wants_partial() else back_to(token)


@bp.post("/form")
def open_form() -> ResponseReturnValue:
    """Put the form for a change in the receipt's place."""
    token = _token()
    if not wants_partial():
        return back_to(token)
    comment = comment_of_author(token)
    form = EditForm(formdata=None, obj=comment, seen=digest_of_words(comment))
    return _form(token, status=200, edit_form=form)


@bp.errorhandler(TryLater)
def handle_try_later(error: TryLater) -> Response:
    """Say how long to wait; what was typed stays in its form, or comes back in the own page's."""
    db.session.rollback()
    kept = gettext("Your text is still here.") if request.endpoint == "receipts.save" else ""
    if wants_partial() or not kept:
        return error_response(error, kept=kept)
    try:
        token = _token()
    except TimeIsOver:  # Its page is not told any more.
        return error_response(error)
    sentence, status = f"{error.sentence} {kept}", status_of(error)
    page = author_page(token, status=status, edit_form=EditForm(), problem=sentence)
    return with_retry_after(page, error)


@bp.post("/change")
@limited(FORMS)
def save() -> ResponseReturnValue:
    """Take other words in place of the old ones."""
    token, form = _token(), EditForm()
    try:
        save_words(token, form)
    except NotSaved as refusal:
        page = _form if wants_partial() else author_page
        return page(token, edit_form=form, **vars(refusal))
    return _receipt(token, is_change=True) if wants_partial() else back_to(token, done="saved")


@bp.post("/withdrawal")
def withdraw() -> ResponseReturnValue:
    """Withdraw the comment: at once, and for good."""
    token = _token()
    render_without_quotes(comment_of_author(token))
    begin_write_transaction()
    comment = comment_of_author(token)
    event = comment.event
    erase("comment", comment.public_id, ledger_folder=settings().ledger, now=now())
    page = "own_page/_taken_back.html" if wants_partial() else "own_page/withdrawn.html"
    response = make_response(render_template(page, event=event, place=_place()).strip())
    db.session.commit()
    wipe()
    return response


def _token() -> str:
    token = open_token(_pass(), CHANGE, secret=str(current_app.secret_key), now=now())
    if token is None:
        raise TimeIsOver
    return token


def _carried() -> dict[str, str]:
    """Return what each of these forms hands on to the next."""
    return {"change_pass": _pass(), "place": _place()}


def _place() -> str:
    return place_of(request.form.get("place", ""))


def _pass() -> str:
    return request.form.get("pass", "")


def _form(
    token: str,
    *,
    status: int,
    edit_form: EditForm,
    problem: Text | None = None,
    personal: PersonalDataTyped | None = None,
) -> Response:
    comment = comment_of_author(token)
    prefix = f"change-{comment.public_id}"
    page = FormPage(form=edit_form, prefix=prefix, problem=problem, personal=personal)
    about = {"changed": comment if status == status_of(ChangedElsewhere()) else None}
    html = render_template("own_page/_change.html", **about, **_carried(), **page.context())
    return make_response(html.strip(), status)


def _receipt(token: str, *, is_change: bool = False) -> Response:
    comment = comment_of_author(token)
    page = ReceiptPage(
        slug=comment.event.slug,
        shown_id=comment.public_id if comment.is_public else None,
        own_link=own_link(token),
        change_pass=_pass(),
        is_change=is_change,
        is_apart=comment.is_set_apart,
        place=_place(),
    )
    return make_response(receipt_html(page))
