"""Editing or withdrawing what was just sent, from the page it was sent from.

The right to do so is a sealed token within that page, good for a quarter of an hour: it stands
in no URL, no cookie and no store of the browser. Without htmx the author's own page does it.
"""

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from ethreader.authors.sealed_token import CHANGE, open_token
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import Conflict
from ethreader.comments.form_page import FormPage
from ethreader.comments.receipt_page import ReceiptPage, own_link
from ethreader.i18n.texts import lazy_gettext
from ethreader.own_page.forms import EditForm
from ethreader.own_page.queries import comment_of_author
from ethreader.own_page.service import change
from ethreader.retention.service import erase
from ethreader.retention.wiping import wipe
from ethreader.web.current import now, settings
from ethreader.web.http import no_store, see_other, wants_partial

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
    return _receipt(token) if wants_partial() else _own_page(token)


@bp.post("/form")
def open_form() -> ResponseReturnValue:
    """Put the form for a change in the receipt's place."""
    token = _token()
    if not wants_partial():
        return _own_page(token)
    comment = comment_of_author(token)
    return _form(token, EditForm(formdata=None, obj=comment), status=200)


@bp.post("/change")
def save() -> ResponseReturnValue:
    """Take other words in place of the old ones."""
    token, form = _token(), EditForm()
    if not form.validate():
        return _form(token, form, status=422) if wants_partial() else _own_page(token)
    begin_write_transaction()
    names = (settings().site_name,)
    change(comment_of_author(token), form.words(), official=names, now=now())
    db.session.commit()
    wipe()
    return _receipt(token, is_change=True) if wants_partial() else _own_page(token)


@bp.post("/withdrawal")
def withdraw() -> ResponseReturnValue:
    """Withdraw the comment: at once, and for good."""
    token = _token()
    begin_write_transaction()
    comment = comment_of_author(token)
    event = comment.event
    erase("comment", comment.public_id, ledger_folder=settings().ledger, now=now())
    page = "own_page/_taken_back.html" if wants_partial() else "own_page/withdrawn.html"
    response = make_response(render_template(page, event=event).strip())
    db.session.commit()
    wipe()
    return response


def _token() -> str:
    token = open_token(_pass(), CHANGE, secret=str(current_app.secret_key), now=now())
    if token is None:
        raise TimeIsOver
    return token


def _pass() -> str:
    return request.form.get("pass", "")


def _form(token: str, form: EditForm, *, status: int) -> Response:
    comment = comment_of_author(token)
    page = FormPage(form=form, prefix=f"change-{comment.public_id}")
    html = render_template("own_page/_change.html", change_pass=_pass(), **page.context())
    return make_response(html.strip(), status)


def _receipt(token: str, *, is_change: bool = False) -> Response:
    comment = comment_of_author(token)
    page = ReceiptPage(
        slug=comment.event.slug,
        shown_id=comment.public_id if comment.is_public else None,
        own_link=own_link(token),
        change_pass=_pass(),
        is_change=is_change,
    )
    return make_response(render_template("comments/_receipt.html", **page.context()).strip())


def _own_page(token: str) -> AnyResponse:
    return see_other(url_for("own_page.show", token=token))
