"""The page for signing in: asked for, or in place of what a session that is over could not do."""

from flask import Response, request

from ethreader.accounts.forms import SignInForm
from ethreader.accounts.passkey_facts import new_challenge, this_place
from ethreader.accounts.passkeys import options_to_sign_in
from ethreader.accounts.unsent import Unsent, opened, sealed, unsent_texts
from ethreader.web.current import now
from ethreader.web.http import render


def sign_in_page(form: SignInForm, *, status: int) -> Response:
    """Ask for name and password."""
    unsent = opened(str(form.unsent.data or ""))
    return render(
        "accounts/sign_in.html",
        partial="accounts/_sign_in_form.html",
        status=status,
        form=form,
        **_passkey(),
        prefix="",
        has_text=unsent is not None and unsent.has_text,
        was_turned_away="ended" in request.args,
    )


def signed_out_page(unsent: Unsent) -> Response:
    """Ask for name and password, and carry along what was typed."""
    unsent_texts().keep(unsent, now=now())
    return render(
        "accounts/sign_in.html",
        partial="accounts/_signed_out.html",
        status=403,
        form=SignInForm(formdata=None, unsent=sealed(unsent)),
        **_passkey(),
        prefix=unsent.public_id or "again",
        has_text=unsent.has_text,
        was_turned_away=False,
    )


def _passkey() -> dict[str, str]:
    """Return what a page asks of passkeys."""
    challenge = new_challenge()
    options = options_to_sign_in(this_place(), challenge=challenge)
    return {"challenge": challenge, "options": options}
