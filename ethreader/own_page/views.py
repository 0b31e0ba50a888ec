"""The author's own page: see, edit, withdraw, write to the moderators, stop mail, download.

Whoever holds the link is the author. Every response is kept out of caches and out of search.
"""

import json
from functools import partial
from typing import TypedDict, Unpack

from flask import Blueprint, Response, make_response, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from ethreader.authors.queries import link_by_token
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import TryLater
from ethreader.comments.personal_data import PersonalDataTyped
from ethreader.comments.quote_service import render_without_quotes
from ethreader.contacts.stopping import wish_no_mail
from ethreader.i18n.texts import Text, gettext
from ethreader.messages.forms import MessageForm
from ethreader.messages.models import MessageSender
from ethreader.messages.service import MESSAGE_LIMIT, ConversationEnded, send_message
from ethreader.own_page.forms import EditForm
from ethreader.own_page.held import held_about
from ethreader.own_page.queries import OwnPageGone, comment_of_author
from ethreader.own_page.saving_views import NotSaved, save_words
from ethreader.own_page.service import digest_of_words
from ethreader.retention.service import erase
from ethreader.retention.wiping import wipe
from ethreader.web.current import now, settings
from ethreader.web.error_pages import error_response, status_of, with_retry_after
from ethreader.web.http import keep_private, render_page, see_other
from ethreader.web.limits import FORMS, limited
from ethreader.web.said_once import said_now, to_be_said

bp = Blueprint("own_page", __name__)
bp.after_request(keep_private)


@bp.errorhandler(TryLater)
def handle_try_later(error: TryLater) -> Response:
    """Say how long to wait and keep what was typed."""
    db.session.rollback()
    token, kept = str((request.view_args or {})["token"]), gettext("Your text is still here.")
    if link_by_token(token) is None:  # A page of that link could not show the text.
        return error_response(error)
    page = partial(author_page, token, status=status_of(error), problem=f"{error.sentence} {kept}")
    if request.endpoint == "own_page.edit":
        response = page(edit_form=EditForm())
    elif request.endpoint == "own_page.message":
        response = page(message_form=MessageForm())
    else:  # A button, and nothing was typed.
        return error_response(error)
    return with_retry_after(response, error)


@bp.get("/mine/<token>")
def show(token: str) -> ResponseReturnValue:
    """Show everything that is held about a comment, and what a form has just done."""
    return author_page(token, status=200, done=said_now("done"))


@bp.get("/mine/<token>/delete")
def ask_to_delete(token: str) -> ResponseReturnValue:
    """Say what goes with the comment, and ask once more."""
    held = held_about(comment_of_author(token))
    return render_page("own_page/delete.html", token=token, held=held)


@bp.post("/mine/<token>/edit")
@limited(FORMS)
def edit(token: str) -> ResponseReturnValue:
    """Take other words in place of the old ones; they wait for a moderator."""
    form = EditForm()
    try:
        save_words(token, form)
    except NotSaved as refusal:
        return author_page(token, edit_form=form, **vars(refusal))
    return back_to(token, done="saved")


@bp.post("/mine/<token>/withdraw")
def withdraw(token: str) -> ResponseReturnValue:
    """Withdraw the comment: at once, and for good."""
    render_without_quotes(comment_of_author(token))  # Whoever has no link makes nobody wait.
    begin_write_transaction()
    public_id = comment_of_author(token).public_id
    erase("comment", public_id, ledger_folder=settings().ledger, now=now())
    db.session.commit()
    wipe()
    return render_page("own_page/withdrawn.html")


@bp.post("/mine/<token>/message")
@limited(FORMS)
def message(token: str) -> ResponseReturnValue:
    """Write to the moderators."""
    comment, form = comment_of_author(token), MessageForm()
    if not form.validate():
        return author_page(token, status=422, message_form=form)
    begin_write_transaction()
    comment = comment_of_author(token)
    try:
        send_message(comment.id, MessageSender.AUTHOR, form.words, now=now())
    except ConversationEnded:
        db.session.rollback()
        raise OwnPageGone from None
    db.session.commit()
    return back_to(token, done="sent")


@bp.post("/mine/<token>/no-mail")
def stop_from_page(token: str) -> ResponseReturnValue:
    """Let no more mail leave; whether an email is kept changes neither response nor work."""
    comment_of_author(token)
    begin_write_transaction()
    wish_no_mail(comment_of_author(token).id)
    db.session.commit()
    return render_page("own_page/stopped.html", token=token)


@bp.get("/mine/<token>/download")
def download(token: str) -> ResponseReturnValue:
    """Hand out everything that is held, as a file."""
    held = held_about(comment_of_author(token))
    response = make_response(json.dumps(held.as_json(), ensure_ascii=False, indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="notes.json"'
    return response


class Refused(TypedDict, total=False):
    """What was not taken of what an author sent, and why."""

    edit_form: EditForm
    message_form: MessageForm
    problem: Text | None
    personal: PersonalDataTyped | None


NOT_REFUSED = dict.fromkeys(Refused.__annotations__)


def author_page(token: str, *, status: int, done: str = "", **refused: Unpack[Refused]) -> Response:
    """Respond with the page: in it a form that was not taken, and why, or what was `done`."""
    comment = comment_of_author(token)
    edit_form = refused.get("edit_form")
    return render_page(
        "own_page/mine.html",
        status=status,
        done=done,
        token=token,
        held=held_about(comment),
        seen_words=edit_form.seen_words if edit_form else digest_of_words(comment),
        contact_days=settings().contact_days,
        message_limit=MESSAGE_LIMIT,
        **(NOT_REFUSED | refused),
    )


def back_to(token: str, *, done: str | None = None) -> AnyResponse:
    """Lead to the page, which says once what was `done`."""
    once = to_be_said() if done else None
    return see_other(url_for("own_page.show", token=token, done=done, once=once))
