"""The blueprint of the moderation pages: one guard before all of them, and no cache after.

Forms carry from which page of which list they were sent, so that a plain post leads back there.
"""

import re
from typing import Any

from flask import Blueprint, request, url_for

from ethreader.accounts.guard import require_moderator
from ethreader.base.paging import BEGINNING, Position
from ethreader.web.http import no_store

bp = Blueprint("moderation", __name__, url_prefix="/moderation")
bp.before_request(require_moderator)
bp.after_request(no_store)

LISTS = "queue|reported|decided|published|messages"
PLACE = re.compile(rf"(?P<list>{LISTS})(?:-(?P<side>before|after)-(?P<key>[0-9]{{1,18}}))?")


def way_back(*, done: str | None = None) -> str:
    """Return the URL of the page from which a form was sent; the queue, where none is named."""
    found = PLACE.fullmatch(_place())
    if found is None:
        return url_for("moderation.queue", done=done)
    position: dict[str, Any] = {found["side"]: found["key"]} if found["side"] else {}
    return url_for(f"moderation.{found['list']}", done=done, **position)


def position_sent() -> Position:
    """Return which page of its list a form was sent from."""
    found = PLACE.fullmatch(_place())
    return Position(**{found["side"]: int(found["key"])}) if found and found["side"] else BEGINNING


@bp.context_processor
def _with_place() -> dict[str, str]:
    return {"place": _place()}


def _place() -> str:
    """Return the page that is shown, or that the form names which was sent."""
    if request.method == "POST":
        named = request.form.get("place", "")
        return named if PLACE.fullmatch(named) else ""
    name = str(request.endpoint).rpartition(".")[2]
    sides = (f"-{side}-{key}" for side in ("before", "after") if (key := request.args.get(side)))
    return name + next(sides, "")
