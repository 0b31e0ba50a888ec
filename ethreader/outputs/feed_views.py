"""The Atom feed of events: one that is published, changed, moved or cancelled comes up again."""

from datetime import UTC, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ethreader.events.queries import latest_changed
from ethreader.translations.text_queries import load_texts
from ethreader.web.keeping import keep, kept
from ethreader.web.xml import tags, xml_response

bp = Blueprint("feed", __name__)

LENGTH = 50
# Of a feed without entries.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@bp.get("/feed.xml")
@kept
def events() -> ResponseReturnValue:
    """Tell which events were changed last."""
    keep()
    found = latest_changed(limit=LENGTH)
    load_texts(*found)
    updated = found[0].changed_at if found else LONG_AGO
    text = render_template("outputs/feed.xml", events=found, updated=updated, tags=tags())
    return xml_response(text, kind="application/atom+xml")
