"""The author's own page: see, edit, withdraw, write to the moderators, stop mail, download.

Whoever holds the link is the author. Every response is kept out of caches and out of search.
"""

import json

from flask import Blueprint, Response, make_response, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import RateLimited
from ethreader.comments.models import Comment
from ethreader.contacts.queries import contact_of
from ethreader.i18n.texts import Text
from ethreader.messages.forms import MessageForm
from ethreader.messages.models import MessageSender
from ethreader.messages.service import send_message
from ethreader.own_page.forms import EditForm
from ethreader.own_page.held import held_about
from ethreader.own_page.queries import comment_of_author
from ethreader.own_page.service import change
from ethreader.retention.service import erase
from ethreader.retention.wiping import wipe
from ethreader.web.current import now, settings
from ethreader.web.error_pages import status_of
from ethreader.web.http import keep_private, render_page, see_other

bp = Blueprint("own_page", __name__)
bp.after_request(keep_private)


@bp.get("/mine/<token>")
def show(token: str) -> ResponseReturnValue:
    """Show everything that is held about a comment."""
    return _page(token, comment_of_author(token), status=200)


@bp.post("/mine/<token>/edit")
def edit(token: str) -> ResponseReturnValue:
    """Take other words in place of the old ones; they wait for a moderator."""
    form = EditForm()
    if not form.validate():
        return _page(token, comment_of_author(token), status=422, edit_form=form)
    begin_write_transaction()
    names = (settings().site_name,)
    change(comment_of_author(token), form.words(), official=names, now=now())
    db.session.commit()
    wipe()
    return _back_to(token)


@bp.post("/mine/<token>/withdraw")
def withdraw(token: str) -> ResponseReturnValue:
    """Withdraw the comment: at once, and for good."""
    begin_write_transaction()
    public_id = comment_of_author(token).public_id
    erase("comment", public_id, ledger_folder=settings().ledger, now=now())
    db.session.commit()
    wipe()
    return render_page("own_page/withdrawn.html")


@bp.post("/mine/<token>/message")
def message(token: str) -> ResponseReturnValue:
    """Write to the moderators."""
    form = MessageForm()
    if not form.validate():
        return _page(token, comment_of_author(token), status=422, message_form=form)
    begin_write_transaction()
    comment = comment_of_author(token)
    try:
        send_message(comment.id, MessageSender.AUTHOR, str(form.message.data).strip(), now=now())
        db.session.commit()
    except RateLimited as problem:
        db.session.rollback()
        return _wait_with(token, form, problem)
    return _back_to(token)


@bp.post("/mine/<token>/no-mail")
def stop_from_page(token: str) -> ResponseReturnValue:
    """Forget the email, if one is kept; the response is the same if not."""
    begin_write_transaction()
    contact = contact_of(comment_of_author(token).id)
    if contact is not None:
        erase("contact", contact.ledger_id, ledger_folder=settings().ledger, now=now())
    db.session.commit()
    wipe()
    return render_page("own_page/stopped.html", token=token)


@bp.get("/mine/<token>/download")
def download(token: str) -> ResponseReturnValue:
    """Hand out everything that is held, as a file."""
    held = held_about(comment_of_author(token))
    response = make_response(json.dumps(held.as_json(), ensure_ascii=False, indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="notes.json"'
    return response


def _page(
    token: str,
    comment: Comment,
    *,
    status: int,
    edit_form: EditForm | None = None,
    message_form: MessageForm | None = None,
    message_problem: Text | None = None,
) -> Response:
    return render_page(
        "own_page/mine.html",
        status=status,
        token=token,
        held=held_about(comment),
        contact_days=settings().contact_days,
        edit_form=edit_form,
        message_form=message_form,
        message_problem=message_problem,
    )


def _wait_with(token: str, form: MessageForm, problem: RateLimited) -> Response:
    comment, status, sentence = comment_of_author(token), status_of(problem), problem.sentence
    response = _page(token, comment, status=status, message_form=form, message_problem=sentence)
    response.headers["Retry-After"] = str(problem.retry_after)
    return response


def _back_to(token: str) -> AnyResponse:
    return see_other(url_for("own_page.show", token=token))
