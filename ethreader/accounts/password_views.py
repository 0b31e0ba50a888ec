"""Another password of one's own."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.blueprint import account_bp as bp
from ethreader.accounts.form_limits import count_new_password
from ethreader.accounts.forms import OwnPasswordForm, words_around
from ethreader.accounts.guard import begin_own_transaction, current_moderator, current_session
from ethreader.accounts.passwords import hash_password
from ethreader.accounts.second_step_queries import has_second_step
from ethreader.accounts.service import change_password_hash
from ethreader.accounts.session_service import WrongSignIn
from ethreader.accounts.sign_in_guard import hashing_gate, prove
from ethreader.base.db import db
from ethreader.base.errors import TryLater
from ethreader.i18n.texts import gettext
from ethreader.web.current import now
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import render_page, see_other
from ethreader.web.said_once import to_be_said


@bp.get("/account/password")
def password() -> ResponseReturnValue:
    """Ask for the current password, and twice for the new one."""
    return _page(OwnPasswordForm(), status=200)


@bp.post("/account/password")
def change_password() -> ResponseReturnValue:
    """Set a new password; it ends what is open elsewhere."""
    form = OwnPasswordForm()
    form.own_words = words_around(current_moderator().name)
    try:
        count_new_password(f"session {current_session().id}")
        if not form.validate():
            return _page(form, status=422)
        prove(str(form.current.data), str(form.code.data or ""))
    except WrongSignIn:
        form.current.errors = [gettext("The password or code is incorrect. Please try again.")]
        return _page(form, status=422)
    except TryLater as refusal:
        return _too_early(form, refusal)
    _set(form)
    return see_other(url_for("account.show", done="password", once=to_be_said()))


def _set(form: OwnPasswordForm) -> None:
    db.session.rollback()  # Hashing takes its time.
    with hashing_gate().for_known():
        password_hash = hash_password(str(form.password.data))
    begin_own_transaction()
    change_password_hash(current_session(), password_hash, now=now())
    db.session.commit()


def _too_early(form: OwnPasswordForm, refusal: TryLater) -> Response:
    db.session.rollback()
    form.form_errors.append(str(refusal.sentence))
    return with_retry_after(_page(form, status=status_of(refusal)), refusal)


def _page(form: OwnPasswordForm, *, status: int) -> Response:
    moderator = current_moderator()
    return render_page(
        "accounts/own_password.html",
        status=status,
        form=form,
        moderator_name=moderator.name,
        has_second_step=has_second_step(moderator.id),
    )
