"""Passkeys on one's own account; `sign_in_views` lets them sign in."""

from flask.typing import ResponseReturnValue

from ethreader.accounts.blueprint import account_bp as bp
from ethreader.accounts.guard import begin_own_transaction, current_moderator
from ethreader.accounts.passkey_facts import this_place, use_challenge
from ethreader.accounts.passkey_service import add_passkey
from ethreader.accounts.passkeys import PasskeyRefused, verified_new
from ethreader.accounts.proof_guard import dangerous
from ethreader.accounts.second_step_forms import NewPasskeyForm
from ethreader.accounts.second_step_page import passkey_page
from ethreader.accounts.second_step_service import remove_passkey
from ethreader.accounts.second_step_views import after_adding, done
from ethreader.base.db import db
from ethreader.i18n.texts import gettext
from ethreader.web.current import now


@bp.get("/account/second-step/passkey")
def passkey() -> ResponseReturnValue:
    """Ask what a passkey is to be called; the browser makes it."""
    return passkey_page(current_moderator(), NewPasskeyForm(formdata=None), status=200)


@bp.post("/account/second-step/passkey")
@dangerous
def add_key() -> ResponseReturnValue:
    """Let a passkey sign its holder in from now on."""
    form = NewPasskeyForm()
    if not form.validate():
        return passkey_page(current_moderator(), form, status=422)
    try:
        challenge = use_challenge(str(form.challenge.data))
        made = verified_new(str(form.credential.data), challenge=challenge, place=this_place())
        begin_own_transaction()
        add_passkey(current_moderator(), made, label=str(form.label.data), now=now())
    except PasskeyRefused:
        db.session.rollback()
        form.form_errors.append(gettext("The passkey could not be added. Please try again."))
        return passkey_page(current_moderator(), form, status=422)
    return after_adding()


@bp.post("/account/second-step/passkeys/<int(max=2147483647):passkey_id>/remove")
@dangerous
def take_key(passkey_id: int) -> ResponseReturnValue:
    """Let a passkey sign nobody in any more."""
    begin_own_transaction()
    remove_passkey(current_moderator(), passkey_id, now=now())
    return done("removed")
