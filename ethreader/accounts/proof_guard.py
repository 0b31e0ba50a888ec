"""What is dangerous asks for the password again, unless it was given within ten minutes.

Whoever finds a browser that somebody left signed in can give no rights, remove nobody and delete
nothing for good.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, request
from flask.typing import ResponseReturnValue

from ethreader.accounts.forms import ProofForm
from ethreader.accounts.guard import current_session
from ethreader.accounts.passkey_facts import new_challenge, this_place
from ethreader.accounts.passkeys import PasskeyRefused, options_to_sign_in
from ethreader.accounts.second_step_forms import PasskeyProofForm
from ethreader.accounts.second_step_queries import has_second_step, passkeys_of
from ethreader.accounts.session_service import WrongSignIn, is_proof_fresh
from ethreader.accounts.sign_in_guard import prove, prove_with_passkey
from ethreader.base.db import db
from ethreader.base.errors import TryLater
from ethreader.i18n.texts import gettext
from ethreader.web.current import now
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import render

Values = ParamSpec("Values")
View = Callable[Values, ResponseReturnValue]
NOT_CARRIED = re.compile(r"csrf_token|proof_.+")


def dangerous(view: View[Values]) -> View[Values]:
    """Let a post through to a view only from who has proved lately who they are.

    Others are asked for their password or a passkey, on a page that carries along what they sent:
    with the right one the view gets it as if nothing had been between.
    """

    @wraps(view)
    def proved(*args: Values.args, **given: Values.kwargs) -> ResponseReturnValue:
        return _proof_page() or view(*args, **given)

    return proved


def _proof_page() -> Response | None:
    if is_proof_fresh(current_session(), now=now()):
        return None
    form, passkey = ProofForm(), PasskeyProofForm()
    if passkey.is_sent:
        return _proof_by_passkey(form, passkey)
    if not form.is_sent:
        return _ask(form, status=403)
    if not form.validate():
        return _ask(form, status=422)
    try:
        prove(str(form.proof_password.data), str(form.proof_code.data or ""))
    except WrongSignIn:
        form.form_errors.append(gettext("The password or code is incorrect. Please try again."))
        return _ask(form, status=422)
    except TryLater as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal.sentence))
        return with_retry_after(_ask(form, status=status_of(refusal)), refusal)
    return None


def _proof_by_passkey(form: ProofForm, sent: PasskeyProofForm) -> Response | None:
    credential = str(sent.proof_credential.data) if sent.validate() else ""
    try:
        prove_with_passkey(credential, str(sent.proof_challenge.data or ""))
    except PasskeyRefused:
        db.session.rollback()
        message = gettext("The passkey was not accepted. Try again, or use your password.")
        form.form_errors.append(message)
        return _ask(form, status=422)
    return None


def _ask(form: ProofForm, *, status: int) -> Response:
    sent, moderator = request.form.items(multi=True), current_session().moderator
    challenge = new_challenge()
    return render(
        "accounts/proof.html",
        partial="accounts/_proof_form.html",
        status=status,
        form=form,
        moderator_name=moderator.name,
        has_second_step=has_second_step(moderator.id),
        has_passkey=bool(passkeys_of(moderator)),
        challenge=challenge,
        options=options_to_sign_in(this_place(), challenge=challenge),
        carried=[(name, text) for name, text in sent if not NOT_CARRIED.fullmatch(name)],
    )
