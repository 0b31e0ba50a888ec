"""Signing in and out."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.blueprint import bp
from ethreader.accounts.cookies import session_path, set_cookies
from ethreader.accounts.form_limits import count_mistake
from ethreader.accounts.forms import SignInForm
from ethreader.accounts.guard import is_signed_in, require_moderator
from ethreader.accounts.session_service import WrongSignIn, end_session
from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.accounts.sign_in_guard import sign_in
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import TryLater
from ethreader.i18n.texts import gettext
from ethreader.web.cookies import cookie, delete_cookie
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import render, see_other


@bp.get("/login", endpoint="sign_in")
def show_sign_in() -> ResponseReturnValue:
    """Ask for name and password."""
    if is_signed_in():
        return see_other(url_for("moderation.queue"))
    return _page(SignInForm(), status=200)


@bp.post("/login", endpoint="begin")
def begin() -> ResponseReturnValue:
    """Begin a session; slow down whoever guesses."""
    form = SignInForm()
    try:
        if not form.validate():
            count_mistake()
            return _page(form, status=422)
        signed_in = sign_in(str(form.name.data), str(form.password.data))
    except WrongSignIn:
        form.form_errors.append(gettext("The name or password is incorrect. Please try again."))
        return _page(form, status=422)
    except TryLater as refusal:
        return _too_early(form, refusal)
    response = see_other(url_for("moderation.queue"))
    set_cookies(response, signed_in)
    return response


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
    delete_cookie(response, COOKIE, path=session_path())
    return response


def _page(form: SignInForm, *, status: int) -> Response:
    return render(
        "accounts/sign_in.html", partial="accounts/_sign_in_form.html", status=status, form=form
    )


def _too_early(form: SignInForm, refusal: TryLater) -> Response:
    db.session.rollback()
    form.form_errors.append(str(refusal.sentence))
    return with_retry_after(_page(form, status=status_of(refusal)), refusal)
