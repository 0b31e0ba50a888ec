"""The blueprint of the moderation pages: one guard before all of them, and no cache after.

What a moderator has typed outlives the session in which they began to write. Forms carry from
which page of which list they were sent, so that a plain post leads back there.
"""

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.admission_guard import admitted, refuse_signed_out
from ethreader.accounts.guard import NotSignedIn, require_moderator
from ethreader.base.paging import BEGINNING, Position
from ethreader.moderation.filter_forms import query_of
from ethreader.web.http import no_store
from ethreader.web.said_once import to_be_said

bp = Blueprint("moderation", __name__, url_prefix="/moderation")
bp.register_error_handler(NotSignedIn, refuse_signed_out)
bp.after_request(no_store)


@bp.before_request
def admit() -> ResponseReturnValue | None:
    """Let moderators pass; whoever is none (any more) keeps what they have typed."""
    turned_away = admitted(require_moderator)
    if turned_away and request.endpoint == "moderation.pulse":
        return "", 204  # Nobody is led away from what they write by what the page asks by itself.
    return turned_away


LISTS = "queue|apart|reported|decided|published|messages|answered"
THREAD = "conversation"  # The page of one thread of messages.
PLACE = re.compile(
    rf"(?P<list>{LISTS})(?:-(?P<side>before|after)-(?P<key>[0-9]{{1,18}}))?"
    r"(?:\?(?P<filter>[^\s#]{1,3000}))?"
)


def way_back(*, otherwise: str = "queue", **query: Any) -> str:
    """Return the URL of the page from which a form was sent; where none is named, of a list.

    There it is said once what the form has brought about.
    """
    return _list_url(otherwise=otherwise, once=to_be_said(), **query)


@bp.app_template_global()
def list_url() -> str:
    """Return the URL of the page from which this one was opened, to go back without any news."""
    return _list_url(otherwise="queue")


def _list_url(*, otherwise: str, once: str | None = None, **query: Any) -> str:
    found = PLACE.fullmatch(place_in_list())
    name = found["list"] if found else otherwise
    if found and found["side"]:
        query[found["side"]] = found["key"]
    if name == "queue":
        query |= filter_sent()
    return url_for(f"moderation.{name}", **query, once=once)


def position_sent() -> Position:
    """Return which page of its list a form was sent from."""
    found = PLACE.fullmatch(place_in_list())
    return Position(**{found["side"]: int(found["key"])}) if found and found["side"] else BEGINNING


def filter_sent() -> dict[str, str]:
    """Return by which filter the page was shown that a form was sent from."""
    found = PLACE.fullmatch(place_in_list())
    given = parse_qsl(found["filter"] or "", max_num_fields=20) if found else ()
    return query_of(dict(given))


@bp.app_template_global()
def place_in_list() -> str:
    """Return the page of a list that is shown, or that a form or a link names as its own."""
    if "place_in_list" not in g:  # Each row names it twice.
        g.place_in_list = _place_in_list()
    place: str = g.place_in_list
    return place


def _place_in_list() -> str:
    if request.method == "POST" or "place" in request.args:
        named = request.values.get("place", "")
        return named if PLACE.fullmatch(named) or named == THREAD else ""
    name = str(request.endpoint).rpartition(".")[2]
    sides = (f"-{side}-{key}" for side in ("before", "after") if (key := request.args.get(side)))
    asked = query_of(request.args) if name == "queue" else {}
    return name + next(sides, "") + (f"?{urlencode(asked)}" if asked else "")
