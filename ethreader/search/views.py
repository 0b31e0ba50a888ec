"""`/search`: what was typed stands in the URL, and is written down nowhere."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.base.typed_words import LONGEST, MOST_TERMS, wanted
from ethreader.events.year_queries import years_of_events
from ethreader.search.findable import Kind
from ethreader.search.finding import MOST
from ethreader.search.results_page import asked_for, groups_of
from ethreader.web.http import keep_private, render_page

bp = Blueprint("search", __name__)


@bp.get("/search")
def show() -> ResponseReturnValue:
    """Show what is found, or a sentence that helps; no cache keeps it, no search engine."""
    asked = asked_for()
    is_long = len(asked.typed) > LONGEST
    looked_for = wanted("" if is_long else asked.typed)
    response = render_page(
        "search/show.html",
        asked=asked,
        is_long=is_long,
        wanted=looked_for,
        groups=groups_of(asked, looked_for) if looked_for.terms else [],
        kinds=list(Kind),
        years=years_of_events(),
        longest=LONGEST,
        most=MOST,
        most_terms=MOST_TERMS,
    )
    return keep_private(response)
