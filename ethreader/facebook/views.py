"""The answer to the question about Facebook."""

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from ethreader.base.errors import Invalid
from ethreader.facebook.question import COOKIE, Consent, may_ask
from ethreader.web.cookies import delete_cookie, set_cookie
from ethreader.web.current import settings
from ethreader.web.http import get_or_404, see_other
from ethreader.web.readers_pages import READERS_PAGES

bp = Blueprint("pixel", __name__)


WITHDRAW = "withdraw"


PLACE = "facebook"  # The id of the question's section.


@bp.post("/pixel")
def answer() -> ResponseReturnValue:
    """Remember yes or no, or forget what was said; then back to the page."""
    get_or_404(settings().pixel_id or None)
    said = request.form.get("answer", "")
    response = see_other(_page(request.form.get("page", "")))
    if said == WITHDRAW or not may_ask():  # What the browser itself says stands above a button.
        delete_cookie(response, COOKIE)
    elif said in set(Consent):
        set_cookie(response, COOKIE, said)
    else:
        raise Invalid
    return response


def _page(path: str) -> str:
    """Return the address of the readers' page that `path` is, or of the home page."""
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:  # No page of this site.
        endpoint, values = "events.home", {}
    if endpoint not in READERS_PAGES:
        endpoint, values = "events.home", {}
    return url_for(endpoint, **values, _anchor=PLACE)
