"""The link that sets a password."""

from flask import Response
from flask.typing import ResponseReturnValue

from ethreader.accounts.blueprint import bp
from ethreader.accounts.cookies import set_cookies
from ethreader.accounts.first_service import set_up_first
from ethreader.accounts.form_limits import count_mistake, count_new_password
from ethreader.accounts.forms import FirstForm, PasswordForm, words_around
from ethreader.accounts.guard import first_page_url
from ethreader.accounts.models import SignInLink
from ethreader.accounts.passwords import hash_password
from ethreader.accounts.service import LinkUsed, NameTaken, set_password_hash, valid_link
from ethreader.accounts.session_service import SignedIn
from ethreader.accounts.sign_in_guard import hashing_gate
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import RateLimited
from ethreader.i18n.texts import gettext
from ethreader.web.current import now
from ethreader.web.error_pages import error_response, status_of, with_retry_after
from ethreader.web.http import render, render_page, see_other, wants_partial


@bp.errorhandler(LinkUsed)
def handle_link_used(error: LinkUsed) -> Response:
    """Say that a link is over, to whoever pressed its button twice as well: they can sign in."""
    db.session.rollback()
    if wants_partial():
        return error_response(error)
    return render_page(
        "accounts/link_used.html",
        status=status_of(error),
        error_title=error.title,
        sentence=error.sentence,
    )


@bp.get("/link/<token>")
def link(token: str) -> ResponseReturnValue:
    """Ask for a new password; opening the page uses nothing up."""
    form, name = _form_of(valid_link(token, now=now()))
    return _page(form, token, name=name, status=200)


@bp.post("/link/<token>")
def use_link(token: str) -> ResponseReturnValue:
    """Set the password and sign in."""
    form, name = _form_of(_counted_link(token))
    db.session.rollback()  # Looking at a password takes its time.
    try:
        count_new_password(token)
        if not form.validate():
            return _page(form, token, name=name, status=422)
        signed_in = _let_in(form, token)
    except RateLimited as refusal:
        form.form_errors.append(str(refusal.sentence))
        return with_retry_after(_page(form, token, name=name, status=429), refusal)
    except NameTaken:
        form.form_errors.append(gettext("Somebody had this name before. Choose another."))
        return _page(form, token, name=name, status=409)
    response = see_other(first_page_url(signed_in.moderator))
    set_cookies(response, signed_in)
    return response


def _form_of(link: SignInLink) -> tuple[PasswordForm, str]:
    """Return the form of a link, and whose it is: nobody's, if it makes the first moderator."""
    if link.moderator is None:
        form: PasswordForm = FirstForm()
        form.own_words = words_around(str(form.data["name"] or ""))
        return form, ""
    form, name = PasswordForm(), link.moderator.name
    form.own_words = words_around(name)
    return form, name


def _let_in(form: PasswordForm, token: str) -> SignedIn:
    with hashing_gate().for_known():
        password_hash = hash_password(str(form.password.data))
    begin_write_transaction()
    if isinstance(form, FirstForm):
        name = str(form.name.data).strip()
        signed_in = set_up_first(token, name, password_hash, now=now())
    else:
        signed_in = set_password_hash(token, password_hash, now=now())
    db.session.commit()
    return signed_in


def _counted_link(token: str) -> SignInLink:
    """Return a link that works; what leads nowhere is counted."""
    try:
        return valid_link(token, now=now())
    except LinkUsed:
        count_mistake()
        raise


def _page(form: PasswordForm, token: str, *, name: str, status: int) -> Response:
    return render(
        "accounts/password.html",
        partial="accounts/_password_form.html",
        status=status,
        form=form,
        token=token,
        moderator_name=name,
    )
