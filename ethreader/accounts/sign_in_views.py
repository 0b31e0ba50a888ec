"""Signing in and out."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from ethreader.accounts.blueprint import bp
from ethreader.accounts.cookies import delete_session_cookies, set_cookies
from ethreader.accounts.form_limits import count_mistake
from ethreader.accounts.forms import SignInForm
from ethreader.accounts.guard import (
    current_moderator,
    first_page_url,
    is_signed_in,
    require_signed_in,
)
from ethreader.accounts.passkeys import PasskeyRefused
from ethreader.accounts.second_step_forms import PasskeyForm
from ethreader.accounts.session_service import SignedIn, WrongSignIn, end_session
from ethreader.accounts.sessions import COOKIE, PATH, begin_in_request
from ethreader.accounts.sign_in_guard import sign_in, sign_in_with_passkey
from ethreader.accounts.sign_in_page import sign_in_page
from ethreader.accounts.unsent import opened, unsent_texts
from ethreader.accounts.way_back import url_of_way, way_asked_for
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import DomainError, TryLater
from ethreader.i18n.texts import gettext
from ethreader.web.cookies import cookie
from ethreader.web.current import now
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import see_other


@bp.get("/login", endpoint="sign_in")
def show_sign_in() -> ResponseReturnValue:
    """Ask for name and password."""
    way = way_asked_for()
    if is_signed_in():
        moderator = current_moderator()
        return see_other(url_of_way(way, moderator) or first_page_url(moderator))
    return sign_in_page(SignInForm(formdata=None, next=way), status=200)


@bp.post("/login", endpoint="begin")
def begin() -> ResponseReturnValue:
    """Begin a session; slow down whoever guesses."""
    form = SignInForm()
    try:
        if not form.validate():
            count_mistake()
            return sign_in_page(form, status=422)
        signed_in = sign_in(str(form.name.data), str(form.password.data), str(form.code.data or ""))
    except WrongSignIn:
        form.form_errors.append(
            gettext("The name, password or code is incorrect. Please try again.")
        )
        return sign_in_page(form, status=422)
    except TryLater as refusal:
        return _too_early(form, refusal)
    response = _first_page(form, signed_in)
    set_cookies(response, signed_in)
    return response


@bp.post("/login/passkey")
def begin_with_passkey() -> ResponseReturnValue:
    """Begin the session of whoever holds a passkey."""
    form, sent = SignInForm(), PasskeyForm()
    try:
        signed_in = sign_in_with_passkey(
            str(sent.credential.data or ""), str(sent.challenge.data or "")
        )
    except PasskeyRefused:
        db.session.rollback()
        count_mistake()
        message = gettext("The passkey was not accepted. Try again, or use your password.")
        form.form_errors.append(message)
        return sign_in_page(form, status=422)
    response = _first_page(form, signed_in)
    set_cookies(response, signed_in)
    return response


@bp.post("/logout")
def leave() -> ResponseReturnValue:
    """End the session, on the server and in the browser."""
    turned_away = require_signed_in()
    if turned_away is not None:
        return turned_away
    begin_write_transaction()
    end_session(str(cookie(COOKIE, path=PATH)))
    db.session.commit()
    response = see_other(url_for("accounts.sign_in", done="left"))
    delete_session_cookies(response)
    return response


def _first_page(form: SignInForm, signed_in: SignedIn) -> AnyResponse:
    """Show what could not be sent when the last session was over; else lead to where it was."""
    moderator, texts = signed_in.moderator, unsent_texts()
    remembered = texts.take(moderator.id, now=now())
    found = (opened(str(form.unsent.data or "")), remembered)
    theirs = [each for each in found if each is not None and each.belongs_to(moderator)]
    if not theirs:
        return see_other(url_of_way(form.next.data, moderator) or first_page_url(moderator))
    begin_in_request(signed_in.token)
    try:
        return texts.page(next((each for each in theirs if each.has_text), theirs[0]))
    except DomainError:  # What it was about is gone: nobody is kept out for that.
        db.session.rollback()
        return see_other(first_page_url(moderator))


def _too_early(form: SignInForm, refusal: TryLater) -> Response:
    db.session.rollback()
    form.form_errors.append(str(refusal.sentence))
    return with_retry_after(sign_in_page(form, status=status_of(refusal)), refusal)
