"""The blueprint of the editors' pages: one guard before all of them, and no cache after.

What an editor has typed outlives the session in which they began to write.
"""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from ethreader.accounts.guard import (
    NotSignedIn,
    current_session,
    former_session_moderator_id,
    require_editor,
)
from ethreader.accounts.sessions import PATH
from ethreader.accounts.sign_in_page import signed_out_page
from ethreader.accounts.unsent import sent_in_request, typed_in_request, unsent_texts
from ethreader.pictures.file_facts import give_all_from
from ethreader.web.http import keep_private

bp = Blueprint("content", __name__, url_prefix=f"{PATH}/content")
bp.after_request(keep_private)


@bp.before_request
def admit() -> ResponseReturnValue | None:
    """Let editors pass; whoever is signed out keeps what they have typed."""
    try:
        turned_away = require_editor()
    except CSRFError as problem:  # Signed in anew, in another tab, since this form was opened.
        unsent = typed_in_request(moderator_id=current_session().moderator_id)
        if unsent is None:
            raise problem from None
        return unsent_texts().page(unsent)
    unsent = sent_in_request(moderator_id=former_session_moderator_id()) if turned_away else None
    if turned_away is None:
        give_all_from(bp.name)
    return turned_away if unsent is None else signed_out_page(unsent)


@bp.errorhandler(NotSignedIn)
def refuse_signed_out(problem: NotSignedIn) -> ResponseReturnValue:
    """Ask to sign in where a session ended as its form came in; raise where nobody is known."""
    unsent = sent_in_request(moderator_id=former_session_moderator_id())
    if unsent is None:
        raise problem
    return signed_out_page(unsent)
