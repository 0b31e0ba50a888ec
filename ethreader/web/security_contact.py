"""Whom to tell of a hole in the site: the file of RFC 9116."""

from datetime import timedelta

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.web.current import settings, today
from ethreader.web.http import get_or_404
from ethreader.web.prefix import site_root

bp = Blueprint("security_contact", __name__)

PATH = "/.well-known/security.txt"
VALID = timedelta(days=180)  # Less than a year, as the RFC asks; each day the file is a new one.


@bp.get(PATH)
def show() -> ResponseReturnValue:
    """Name the contact; 404 where the operator names none."""
    contact = get_or_404(settings().security_contact or None)
    lines = {
        "Contact": contact,
        "Expires": f"{today() + VALID}T00:00:00Z",
        "Preferred-Languages": ", ".join(each.tag for each in settings().languages),
    }
    if settings().is_secure:  # The RFC takes no URL in clear.
        lines["Canonical"] = f"{settings().origin}{site_root()}{PATH}"
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return text, {"Content-Type": "text/plain; charset=utf-8"}
