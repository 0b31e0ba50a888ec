"""The blueprint of the editors' pages: one guard before all of them, and no cache after.

What an editor has typed outlives the session in which they began to write.
"""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.accounts.admission_guard import admitted, refuse_signed_out
from ethreader.accounts.guard import NotSignedIn, require_editor
from ethreader.accounts.sessions import PATH
from ethreader.pictures.file_facts import give_all_from
from ethreader.web.http import keep_private

bp = Blueprint("content", __name__, url_prefix=f"{PATH}/content")
bp.register_error_handler(NotSignedIn, refuse_signed_out)
bp.after_request(keep_private)


@bp.before_request
def admit() -> ResponseReturnValue | None:
    """Let editors pass; whoever is signed out keeps what they have typed."""
    turned_away = admitted(require_editor)
    if turned_away is None:
        give_all_from(bp.name)
    return turned_away
