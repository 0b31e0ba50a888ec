"""The lists of all content, by kind."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from ethreader.editing.all_kinds import KINDS, original_kind_of
from ethreader.editing.item_reading import item_by_id, listed_new
from ethreader.editing.item_reading import listed as listed_items
from ethreader.editing.kinds import DeskKind
from ethreader.editing.listing import Standing, Wanted
from ethreader.editing.naming_page import still_naming
from ethreader.i18n.texts import lazy_gettext
from ethreader.web.current import settings
from ethreader.web.http import render, see_other
from ethreader.web.localisation import places_of
from ethreader.web.paging import position_asked_for
from ethreader.web.said_once import said_now

LONGEST_WORDS = 100  # Characters that are looked for.
_SAID = {
    "discarded": lazy_gettext("The draft has been discarded."),
    "gone": lazy_gettext("The text has been deleted."),
    "deleted": lazy_gettext("It has been deleted for good."),
}


def index() -> ResponseReturnValue:
    """Lead to the first list."""
    return see_other(url_for("content.listed", path_name=next(iter(KINDS))))


def listed(path_name: str) -> ResponseReturnValue:
    """Show a list, or the part of it that is asked for."""
    kind = KINDS[path_name]
    wanted, at = _wanted(), position_asked_for()
    found = listed_items(kind, wanted, at)
    is_first_page = (at.before, at.after) == (None, None)
    return render(
        "editing/list.html",
        partial="editing/_list.html",
        kind=kind,
        kinds=KINDS.values(),
        wanted=wanted,
        standings=Standing,
        listed=found,
        marks=kind.marks(
            [each.item_id for each in found.rows if each.item_id], settings().languages
        ),
        fresh=listed_new(kind, wanted) if is_first_page else [],
        **_done(kind),
    )


def _done(kind: DeskKind) -> dict[str, Any]:
    """Return what was done just now: what was published, and where readers see it."""
    said = said_now("done")
    row = item_by_id(kind, int(said)) if said.isdecimal() and len(said) < 10 else None
    url = _url_of(kind, row) if row is not None else None
    told = {"said": _SAID.get(said, ""), "done": row, "done_url": url}
    return {**told, "naming": still_naming(row)}


def _url_of(kind: DeskKind, row: Any) -> str | None:
    """Return where readers see it; a translation stands in its own language."""
    told = original_kind_of(kind)
    if told is not None:
        places = places_of(told.endpoint, {"slug": row.original.slug})
        return next((path for each, path in places if each.code == row.language), None)
    return url_for(kind.endpoint, slug=row.slug) if kind.endpoint else None


def _wanted() -> Wanted:
    standing = request.args.get("state", "")
    return Wanted(
        words=request.args.get("q", "").strip()[:LONGEST_WORDS],
        standing=Standing(standing) if standing in set(Standing) else None,
    )
