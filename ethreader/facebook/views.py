"""The answer to the question about Facebook."""

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from ethreader.audience.signals import READERS_PAGES
from ethreader.base.errors import Invalid
from ethreader.facebook.question import COOKIE, Consent, may_ask
from ethreader.web.current import settings
from ethreader.web.http import get_or_404, see_other

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
        response.delete_cookie(
            COOKIE, httponly=True, samesite="Strict", secure=settings().is_secure
        )
    elif said in set(Consent):
        response.set_cookie(
            COOKIE, said, httponly=True, samesite="Strict", secure=settings().is_secure
        )
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
