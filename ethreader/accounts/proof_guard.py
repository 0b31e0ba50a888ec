"""What is dangerous asks for the password again, unless it was given within ten minutes.

Whoever finds a browser that somebody left signed in can give no rights, remove nobody and delete
nothing for good.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, request
from flask.typing import ResponseReturnValue

from ethreader.accounts.forms import ProofForm
from ethreader.accounts.guard import current_session
from ethreader.accounts.second_step_queries import has_second_step
from ethreader.accounts.session_service import WrongSignIn, is_proof_fresh
from ethreader.accounts.sign_in_guard import prove
from ethreader.base.db import db
from ethreader.base.errors import TryLater
from ethreader.i18n.texts import gettext
from ethreader.web.current import now
from ethreader.web.error_pages import status_of, with_retry_after
from ethreader.web.http import render

Values = ParamSpec("Values")
View = Callable[Values, ResponseReturnValue]
NOT_CARRIED = {"csrf_token", "proof_name", "proof_password", "proof_code"}


def dangerous(view: View[Values]) -> View[Values]:
    """Let a post through to a view only from who has proved lately who they are.

    Others are asked for their password, on a page that carries along what they sent: with the right
    password the view gets it as if nothing had been between.
    """

    @wraps(view)
    def proved(*args: Values.args, **given: Values.kwargs) -> ResponseReturnValue:
        return _proof_page() or view(*args, **given)

    return proved


def _proof_page() -> Response | None:
    if is_proof_fresh(current_session(), now=now()):
        return None
    form = ProofForm()
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


def _ask(form: ProofForm, *, status: int) -> Response:
    sent, moderator = request.form.items(multi=True), current_session().moderator
    return render(
        "accounts/proof.html",
        partial="accounts/_proof_form.html",
        status=status,
        form=form,
        moderator_name=moderator.name,
        has_second_step=has_second_step(moderator.id),
        carried=[(name, text) for name, text in sent if name not in NOT_CARRIED],
    )
