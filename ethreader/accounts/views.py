"""Signing in and out, and the link that sets a password."""

from flask import Blueprint, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from ethreader.accounts.attempt_service import forget_attempts, record_attempt
from ethreader.accounts.forms import PasswordForm, SignInForm
from ethreader.accounts.guard import is_signed_in, require_moderator
from ethreader.accounts.service import set_password, valid_link
from ethreader.accounts.session_service import (
    SignedIn,
    WrongSignIn,
    authenticate,
    begin_session,
    end_session,
)
from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import Switch
from ethreader.i18n.texts import gettext
from ethreader.web.cookies import cookie, delete_cookie, set_cookie
from ethreader.web.current import now, settings
from ethreader.web.http import no_store, render, see_other
from ethreader.web.limits import SIGN_INS, limited

bp = Blueprint("accounts", __name__, url_prefix=PATH)


@bp.after_request
def keep_out_of_caches(response: Response) -> Response:
    """Let no cache keep a page of signing in."""
    return no_store(response)


@bp.get("/login", endpoint="sign_in")
def show_sign_in() -> ResponseReturnValue:
    """Ask for name and password."""
    if is_signed_in():
        return see_other(url_for("moderation.queue"))
    return _sign_in_page(SignInForm(), status=200)


@bp.post("/login", endpoint="begin")
@limited(SIGN_INS)
def begin() -> ResponseReturnValue:
    """Begin a session; slow down whoever guesses."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form, status=422)
    name = str(form.name.data)
    _count_attempt(name)
    try:
        moderator = authenticate(name, str(form.password.data))
    except WrongSignIn:
        sentence = gettext("The name or password is incorrect. Please try again.")
        form.form_errors.append(sentence)
        return _sign_in_page(form, status=422)
    begin_write_transaction()
    forget_attempts(name, secret=_secret())
    signed_in = begin_session(moderator, now=now())
    db.session.commit()
    return _to_queue(signed_in)


@bp.post("/logout")
def leave() -> ResponseReturnValue:
    """End the session, on the server and in the browser."""
    turned_away = require_moderator()
    if turned_away is not None:
        return turned_away
    begin_write_transaction()
    end_session(str(cookie(COOKIE, path=PATH)))
    db.session.commit()
    response = see_other(url_for("accounts.sign_in"))
    delete_cookie(response, COOKIE, path=_cookie_path())
    return response


@bp.get("/link/<token>")
def link(token: str) -> ResponseReturnValue:
    """Ask for a new password; opening the page uses nothing up."""
    name = valid_link(token, now=now()).moderator.name
    return _password_page(PasswordForm(), token, name=name, status=200)


@bp.post("/link/<token>")
def use_link(token: str) -> ResponseReturnValue:
    """Set the password and sign in."""
    form = PasswordForm()
    name = valid_link(token, now=now()).moderator.name
    if not form.validate():
        return _password_page(form, token, name=name, status=422)
    begin_write_transaction()
    signed_in = set_password(token, str(form.password.data), now=now())
    db.session.commit()
    return _to_queue(signed_in)


def _sign_in_page(form: SignInForm, *, status: int) -> Response:
    return render(
        "accounts/sign_in.html", partial="accounts/_sign_in_form.html", status=status, form=form
    )


def _password_page(form: PasswordForm, token: str, *, name: str, status: int) -> Response:
    return render(
        "accounts/password.html",
        partial="accounts/_password_form.html",
        status=status,
        form=form,
        token=token,
        moderator_name=name,
    )


def _count_attempt(name: str) -> None:
    """Count a guess, for good: whatever becomes of the request."""
    if settings().limits is Switch.ON:
        begin_write_transaction()
        record_attempt(name, secret=_secret(), now=now())
        db.session.commit()


def _secret() -> str:
    return str(current_app.secret_key)


def _to_queue(signed_in: SignedIn) -> AnyResponse:
    """Send a moderator to the queue, with the cookie of their session."""
    response = see_other(url_for("moderation.queue"))
    # Gone with the browser; the server ends the session after twelve hours.
    set_cookie(response, COOKIE, signed_in.token, path=_cookie_path())
    return response


def _cookie_path() -> str:
    """Return the path of moderation in this language: no other page is sent the cookie."""
    return f"{request.root_path}{PATH}"
