"""The link that sets a password."""

from flask import Response
from flask.typing import ResponseReturnValue

from ethreader.accounts.blueprint import bp
from ethreader.accounts.cookies import set_cookies
from ethreader.accounts.form_limits import count_mistake, count_new_password
from ethreader.accounts.forms import PasswordForm
from ethreader.accounts.guard import first_page_url
from ethreader.accounts.passwords import hash_password
from ethreader.accounts.service import LinkUsed, set_password_hash, valid_link
from ethreader.accounts.sign_in_guard import hashing_gate
from ethreader.accounts.strength import own_words
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import RateLimited
from ethreader.web.current import now, settings
from ethreader.web.error_pages import error_response, status_of, with_retry_after
from ethreader.web.http import render, render_page, see_other, wants_partial
from ethreader.web.site_facts import site


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
    name = valid_link(token, now=now()).moderator.name
    return _page(PasswordForm(), token, name=name, status=200)


@bp.post("/link/<token>")
def use_link(token: str) -> ResponseReturnValue:
    """Set the password and sign in."""
    form, name = PasswordForm(), _name_behind(token)
    form.own_words = _words_around(name)
    db.session.rollback()  # Looking at a password takes its time.
    try:
        count_new_password(token)
    except RateLimited as refusal:
        form.form_errors.append(str(refusal.sentence))
        return with_retry_after(_page(form, token, name=name, status=429), refusal)
    if not form.validate():
        return _page(form, token, name=name, status=422)
    with hashing_gate().for_known():
        password_hash = hash_password(str(form.password.data))
    begin_write_transaction()
    signed_in = set_password_hash(token, password_hash, now=now())
    db.session.commit()
    response = see_other(first_page_url(signed_in.moderator))
    set_cookies(response, signed_in)
    return response


def _name_behind(token: str) -> str:
    """Return whose link it is; what leads nowhere is counted."""
    try:
        return valid_link(token, now=now()).moderator.name
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


def _words_around(name: str) -> frozenset[str]:
    return own_words(settings().site_name, site().name, name, url=settings().base_url)
