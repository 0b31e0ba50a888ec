"""The blueprint of the moderation pages: one guard before all of them, and no cache after.

What a moderator has typed outlives the session in which they began to write. Forms carry from
which page of which list they were sent, so that a plain post leads back there.
"""

import re
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from ethreader.accounts.guard import (
    NotSignedIn,
    current_session,
    former_session_moderator_id,
    require_moderator,
)
from ethreader.accounts.sign_in_page import signed_out_page
from ethreader.accounts.unsent import sent_in_request, typed_in_request, unsent_texts
from ethreader.base.paging import BEGINNING, Position
from ethreader.web.http import no_store
from ethreader.web.said_once import to_be_said

bp = Blueprint("moderation", __name__, url_prefix="/moderation")
bp.after_request(no_store)


@bp.before_request
def admit() -> ResponseReturnValue | None:
    """Let moderators pass; whoever is none (any more) keeps what they have typed."""
    try:
        turned_away = require_moderator()
    except CSRFError as problem:  # Signed in anew, in another tab, since this form was opened.
        return _form_again(problem)
    unsent = sent_in_request(moderator_id=former_session_moderator_id()) if turned_away else None
    return turned_away if unsent is None else signed_out_page(unsent)


def refuse_signed_out(problem: NotSignedIn) -> ResponseReturnValue:
    """Ask to sign in where a session ended as its form came in; raise where nobody is known."""
    unsent = sent_in_request(moderator_id=former_session_moderator_id())
    if unsent is None:
        raise problem
    return signed_out_page(unsent)


def _form_again(problem: CSRFError) -> ResponseReturnValue:
    """Show a form of an earlier session with what was typed; raise where that is nothing."""
    unsent = typed_in_request(moderator_id=current_session().moderator_id)
    if unsent is None:
        raise problem
    return unsent_texts().page(unsent)


LISTS = "queue|apart|reported|decided|published|messages"
PLACE = re.compile(rf"(?P<list>{LISTS})(?:-(?P<side>before|after)-(?P<key>[0-9]{{1,18}}))?")


def way_back(*, otherwise: str = "queue", **query: Any) -> str:
    """Return the URL of the page from which a form was sent; where none is named, of a list.

    There it is said once what the form has brought about.
    """
    found = PLACE.fullmatch(place_in_list())
    name = found["list"] if found else otherwise
    if found and found["side"]:
        query[found["side"]] = found["key"]
    return url_for(f"moderation.{name}", **query, once=to_be_said())


def position_sent() -> Position:
    """Return which page of its list a form was sent from."""
    found = PLACE.fullmatch(place_in_list())
    return Position(**{found["side"]: int(found["key"])}) if found and found["side"] else BEGINNING


@bp.app_template_global()
def place_in_list() -> str:
    """Return the page of a list that is shown, or that the form names which was sent."""
    if request.method == "POST":
        named = request.form.get("place", "")
        return named if PLACE.fullmatch(named) else ""
    name = str(request.endpoint).rpartition(".")[2]
    sides = (f"-{side}-{key}" for side in ("before", "after") if (key := request.args.get(side)))
    return name + next(sides, "")
