"""The lists of all content, by kind."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from ethreader.editing.all_kinds import KINDS, OF_KIND
from ethreader.editing.blueprint import bp
from ethreader.editing.item_reading import item_by_id, listed_new
from ethreader.editing.item_reading import listed as listed_items
from ethreader.editing.listing import Standing, Wanted
from ethreader.editing.naming_page import still_naming
from ethreader.i18n.texts import lazy_gettext
from ethreader.web.http import render, see_other
from ethreader.web.paging import position_asked_for
from ethreader.web.said_once import said_now

LONGEST_WORDS = 100  # Characters that are looked for.
_SAID = {
    "discarded": lazy_gettext("The draft has been discarded."),
    "deleted": lazy_gettext("It has been deleted for good."),
}


@bp.get("/")
def index() -> ResponseReturnValue:
    """Lead to the first list."""
    return see_other(url_for("content.listed", path_name=next(iter(KINDS))))


@bp.get(f"/{OF_KIND}/")
def listed(path_name: str) -> ResponseReturnValue:
    """Show a list, or the part of it that is asked for."""
    kind = KINDS[path_name]
    wanted, at = _wanted(), position_asked_for()
    is_first_page = (at.before, at.after) == (None, None)
    said = said_now("done")
    done = item_by_id(kind, int(said)) if said.isdecimal() and len(said) < 10 else None
    return render(
        "editing/list.html",
        partial="editing/_list.html",
        kind=kind,
        kinds=KINDS.values(),
        wanted=wanted,
        standings=Standing,
        listed=listed_items(kind, wanted, at),
        fresh=listed_new(kind, wanted) if is_first_page else [],
        done=done,
        naming=still_naming(done),
        said=_SAID.get(said, ""),
    )


def _wanted() -> Wanted:
    standing = request.args.get("state", "")
    return Wanted(
        words=request.args.get("q", "").strip()[:LONGEST_WORDS],
        standing=Standing(standing) if standing in set(Standing) else None,
    )
