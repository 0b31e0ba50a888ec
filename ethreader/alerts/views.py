"""A moderator's own page about mails that say how much waits. It never shows the email."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_own_transaction, current_moderator, require_moderator
from ethreader.alerts.choices import Pace
from ethreader.alerts.digest_service import ask_for_digest, change_pace, end_digest
from ethreader.alerts.form_limits import count_asked
from ethreader.alerts.forms import DigestForm
from ethreader.alerts.queries import digest_of
from ethreader.base.db import db
from ethreader.base.errors import RateLimited
from ethreader.contacts.queries import has_current_key
from ethreader.contacts.service import prepare_contact
from ethreader.i18n.texts import gettext
from ethreader.retention.wiping import wipe
from ethreader.web.current import now, settings
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import no_store, render_page, see_other
from ethreader.web.localisation import language
from ethreader.web.said_once import said_now, to_be_said

bp = Blueprint("alerts", __name__, url_prefix="/moderation/emails")
bp.before_request(require_moderator)
bp.after_request(no_store)


@bp.get("")
def show() -> ResponseReturnValue:
    """Say what is mailed, and ask how often."""
    return _page(DigestForm(formdata=None), status=200)


@bp.post("")
def change() -> ResponseReturnValue:
    """Take an email, another pace, or the wish for no more mail."""
    form = DigestForm()
    form.has_email = digest_of(current_moderator().id) is not None
    if not form.validate():
        return _page(form, status=422)
    try:
        done = _carry_out(form.chosen, form.new_email)
    except RateLimited as refusal:
        form.form_errors.append(str(refusal.sentence))
        return with_retry_after(_page(form, status=status_of(refusal)), refusal)
    if not done:
        form.form_errors.append(
            gettext("The site can’t send emails at the moment. Ask the person who runs it.")
        )
        return _page(form, status=409)
    return see_other(url_for("alerts.show", done=done, once=to_be_said()))


def _carry_out(pace: Pace | None, email: str | None) -> str:
    """Do what was chosen; return what is done, or nothing where that is not possible."""
    if pace is None:
        return _end()
    return _ask(email, pace) if email else _change(pace)


def _ask(email: str, pace: Pace) -> str:
    count_asked(current_moderator().id)
    moment, days = now(), settings().contact_days
    begin_own_transaction()
    contact = prepare_contact(email=email, language=language().code, days=days, now=moment)
    if contact is None:
        db.session.rollback()
        return ""
    ask_for_digest(current_moderator(), contact, pace=pace, now=moment)
    db.session.commit()
    wipe()  # There may have been another email before.
    return "asked"


def _change(pace: Pace) -> str:
    begin_own_transaction()
    is_changed = change_pace(current_moderator(), pace)
    db.session.commit()
    return "changed" if is_changed else ""


def _end() -> str:
    begin_own_transaction()
    end_digest(current_moderator())
    db.session.commit()
    wipe()
    return "ended"


def _page(form: DigestForm, *, status: int) -> Response:
    db.session.rollback()
    digest = digest_of(current_moderator().id)
    is_confirmed = digest is not None and digest.contact.confirmed_at is not None
    return render_page(
        "alerts/emails.html",
        status=status,
        form=form,
        pace=form.pace.data or (digest.pace if digest else ""),
        digest=digest,
        is_confirmed=is_confirmed,
        can_mail=has_current_key(now()),
        done=said_now("done"),
    )
