"""The author's own page, and the links in mails.

Whoever holds the link is the author. Every answer is kept out of caches and out of search.
"""

import json
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from ethreader.authors.forms import EditForm
from ethreader.authors.queries import comment_of_author
from ethreader.authors.service import change, erase
from ethreader.comments.models import Comment, State
from ethreader.current import settings
from ethreader.db import begin_writing, db, utcnow, wipe_log
from ethreader.error_pages import status_of
from ethreader.http import no_store, render_page, see_other
from ethreader.letters.forms import LetterForm
from ethreader.letters.models import Writer
from ethreader.letters.queries import letters_about
from ethreader.letters.service import write_letter
from ethreader.moderation.queries import last_decision
from ethreader.privacy.models import Contact, TokenPurpose
from ethreader.privacy.queries import contact_by_token, contact_of
from ethreader.privacy.service import LinkUnknown, confirm_contact, end_contact
from ethreader.refusals import TooOften
from ethreader.words import Text

bp = Blueprint("authors", __name__)


@bp.after_request
def keep_private(response: Response) -> Response:
    """Keep the page out of caches and search engines."""
    response.headers["X-Robots-Tag"] = "noindex"
    return no_store(response)


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
    begin_writing()
    names = (settings().site_name,)
    change(comment_of_author(token), form.words(), official=names, now=utcnow())
    db.session.commit()
    return _back_to(token)


@bp.post("/mine/<token>/withdraw")
def withdraw(token: str) -> ResponseReturnValue:
    """Take the comment back: at once, and for good."""
    begin_writing()
    erase(comment_of_author(token), ledger_folder=settings().instance)
    db.session.commit()
    wipe_log()
    return render_page("authors/withdrawn.html")


@bp.post("/mine/<token>/letter")
def letter(token: str) -> ResponseReturnValue:
    """Write to the moderators."""
    form = LetterForm()
    if not form.validate():
        return _page(token, comment_of_author(token), status=422, letter_form=form)
    begin_writing()
    comment = comment_of_author(token)
    try:
        write_letter(comment.id, Writer.AUTHOR, str(form.letter.data).strip(), now=utcnow())
        db.session.commit()
    except TooOften as problem:
        db.session.rollback()
        return _wait_with(token, form, problem)
    return _back_to(token)


@bp.post("/mine/<token>/no-mail")
def stop_from_page(token: str) -> ResponseReturnValue:
    """Forget the address."""
    begin_writing()
    contact = contact_of(comment_of_author(token).id)
    if contact is not None:
        end_contact(contact, ledger_folder=settings().instance)
    db.session.commit()
    return _back_to(token)


@bp.get("/mine/<token>/download")
def download(token: str) -> ResponseReturnValue:
    """Hand out everything that is held, as a file."""
    comment = comment_of_author(token)
    held = _held(comment)
    answer = make_response(json.dumps(held.as_json(), ensure_ascii=False, indent=2))
    answer.headers["Content-Type"] = "application/json; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="notes.json"'
    return answer


@bp.get("/mail/confirm/<token>")
def ask_to_confirm(token: str) -> ResponseReturnValue:
    """Show a button: programs that scan mails follow links, and press nothing."""
    _contact_to_confirm(token)
    return render_page("authors/confirm.html", token=token, days=settings().contact_days)


@bp.post("/mail/confirm/<token>")
def confirm(token: str) -> ResponseReturnValue:
    """Take the address as its owner's wish."""
    begin_writing()
    contact = _contact_to_confirm(token)
    confirm_contact(contact, days=settings().contact_days, now=utcnow())
    db.session.commit()
    return render_page("authors/confirmed.html", days=settings().contact_days)


@bp.get("/mail/stop/<token>")
def ask_to_stop(token: str) -> ResponseReturnValue:
    """Show a button."""
    if contact_by_token(token, TokenPurpose.STOP) is None:
        raise LinkUnknown
    return render_page("authors/stop.html", token=token)


@bp.post("/mail/stop/<token>")
def stop(token: str) -> ResponseReturnValue:
    """Forget the address; a mail program's one click (RFC 8058) comes here as well."""
    begin_writing()
    contact = contact_by_token(token, TokenPurpose.STOP)
    if contact is not None:  # Pressed twice is as good as pressed once.
        end_contact(contact, ledger_folder=settings().instance)
    db.session.commit()
    return render_page("authors/stopped.html")


@dataclass(frozen=True, kw_only=True)
class Held:
    """All that the site holds about a comment. No address: the site cannot read it."""

    comment: Comment
    reason: str
    contact: Contact | None
    letters: tuple[tuple[str, str, str], ...]

    def as_json(self) -> dict[str, object]:
        """Return it for a file."""
        kept_until = self.contact.expires_at.date().isoformat() if self.contact else None
        return {
            "name": self.comment.name,
            "comment": self.comment.body,
            "what it said when it was answered": self.comment.answered_body,
            "state": self.comment.state.value,
            "day": self.comment.received_on.isoformat(),
            "event": self.comment.event.name,
            "reason of the decision": self.reason or None,
            "sealed address": self.contact is not None,
            "sealed address is destroyed on": kept_until,
            "messages": [
                {"from": writer, "day": day, "text": text} for writer, day, text in self.letters
            ],
        }


def _held(comment: Comment) -> Held:
    decision = last_decision(comment)
    is_told = decision is not None and decision.after is comment.state is State.REJECTED
    return Held(
        comment=comment,
        reason=decision.reason.value if decision is not None and is_told else "",
        contact=contact_of(comment.id),
        letters=tuple(
            (each.writer.value, each.written_at.date().isoformat(), each.body)
            for each in letters_about(comment.id)
        ),
    )


def _page(
    token: str,
    comment: Comment,
    *,
    status: int,
    edit_form: EditForm | None = None,
    letter_form: LetterForm | None = None,
    letter_problem: Text | None = None,
) -> Response:
    return render_page(
        "authors/mine.html",
        status=status,
        token=token,
        held=_held(comment),
        edit_form=edit_form,
        letter_form=letter_form,
        letter_problem=letter_problem,
    )


def _wait_with(token: str, form: LetterForm, problem: TooOften) -> Response:
    comment, status, sentence = comment_of_author(token), status_of(problem), problem.sentence
    response = _page(token, comment, status=status, letter_form=form, letter_problem=sentence)
    response.headers["Retry-After"] = str(problem.wait)
    return response


def _contact_to_confirm(token: str) -> Contact:
    contact = contact_by_token(token, TokenPurpose.CONFIRM)
    if contact is None:
        raise LinkUnknown
    return contact


def _back_to(token: str) -> AnyResponse:
    return see_other(url_for("authors.show", token=token))
