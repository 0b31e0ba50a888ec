"""Who comes in, and what becomes of a text whose moderator is signed out by now."""

from collections.abc import Callable

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from ethreader.accounts.guard import NotSignedIn, current_session, former_session_moderator_id
from ethreader.accounts.sign_in_page import signed_out_page
from ethreader.accounts.unsent import sent_in_request, typed_in_request, unsent_texts
from ethreader.web.http import see_other


def admitted(guard: Callable[[], ResponseReturnValue | None]) -> ResponseReturnValue | None:
    """Let those pass whom a guard lets pass; whoever it does not keeps what they have typed."""
    try:
        turned_away = guard()
    except CSRFError as problem:  # Signed in anew, in another tab, since this form was opened.
        return _form_again(problem)
    unsent = sent_in_request(moderator_id=former_session_moderator_id()) if turned_away else None
    return turned_away if unsent is None else signed_out_page(unsent)


def refuse_signed_out(_problem: NotSignedIn) -> ResponseReturnValue:
    """Ask to sign in where a session ended as its form came in."""
    unsent = sent_in_request(moderator_id=former_session_moderator_id())
    if unsent is None:
        return see_other(url_for("accounts.sign_in", ended="yes"))
    return signed_out_page(unsent)


def _form_again(problem: CSRFError) -> ResponseReturnValue:
    """Show a form of an earlier session with what was typed; raise where that is nothing."""
    unsent = typed_in_request(moderator_id=current_session().moderator_id)
    if unsent is None:
        raise problem
    return unsent_texts().page(unsent)
