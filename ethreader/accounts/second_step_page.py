"""The pages on which a second step is set up."""

from collections.abc import Sequence

from flask import Response, current_app

from ethreader.accounts.models import Moderator
from ethreader.accounts.passkey_facts import new_challenge, this_place
from ethreader.accounts.passkeys import options_to_add
from ethreader.accounts.second_step_forms import AppForm, NewPasskeyForm
from ethreader.accounts.second_step_queries import passkeys_of, recovery_code_count
from ethreader.accounts.totp import setup_picture, setup_uri
from ethreader.web.http import render_page


def step_page(moderator: Moderator, *, is_required: bool, done: str) -> Response:
    """Show what is set up, and what can be."""
    return render_page(
        "accounts/second_step.html",
        has_app=moderator.totp_sealed is not None,
        passkeys=passkeys_of(moderator),
        codes_left=recovery_code_count(moderator),
        is_required=is_required,
        done=done,
    )


def app_page(moderator: Moderator, form: AppForm, *, status: int) -> Response:
    """Show a secret as a picture and in letters, and ask for the first code."""
    secret = form.secret()
    uri = setup_uri(secret, name=moderator.name, site=this_place().name)
    letters = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return render_page(
        "accounts/second_step_app.html",
        status=status,
        form=form,
        uri=uri,
        letters=letters,
        picture=setup_picture(uri),
    )


def passkey_page(moderator: Moderator, form: NewPasskeyForm, *, status: int) -> Response:
    """Ask for a name of the passkey, and let the browser make it."""
    challenge = new_challenge()
    form.challenge.data, form.credential.data = challenge, ""
    options = options_to_add(
        this_place(),
        challenge=challenge,
        moderator_id=moderator.id,
        name=moderator.name,
        key=str(current_app.secret_key),
        known=[each.credential_id for each in passkeys_of(moderator)],
    )
    return render_page("accounts/passkey.html", status=status, form=form, options=options)


def codes_page(codes: Sequence[str]) -> Response:
    """Show recovery codes, the one time that they can be seen."""
    return render_page("accounts/recovery_codes.html", codes=codes)
