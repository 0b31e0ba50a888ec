"""Where somebody was going when their session was over: there they are led after signing in.

A search or a place in a long list stands in its URL, and is not to be asked for again. Nothing
but a page behind the sign-in is followed, and strangers are told of none.
"""

import re

from flask import request

from ethreader.accounts.models import Moderator
from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.web.cookies import cookie

# Within this site, whatever a link to the sign-in page says: one slash, and no backslash.
WAY = re.compile(r"/(?:[A-Za-z-]{2,12}/)?moderation/[!-\[\]-~]*")
CONTENT = "/moderation/content/"
LONGEST = 1000


def way_of_request() -> str | None:
    """Return where this request was going, of whoever had a session; a form goes nowhere."""
    is_worth_it = request.method == "GET" and bool(request.query_string)
    return _way(request.full_path) if is_worth_it and cookie(COOKIE, path=PATH) else None


def way_asked_for() -> str | None:
    """Return where the URL of the sign-in page leads on to."""
    return _way(request.args.get("next", ""))


def url_of_way(way: str | None, moderator: Moderator) -> str | None:
    """Return the URL of a way for who has signed in, if it is one of theirs."""
    found = _way(way or "")
    if found is None or not (moderator.role.may_moderate or CONTENT in found):
        return None
    return f"{request.script_root}{found}"


def _way(text: str) -> str | None:
    return text if len(text) <= LONGEST and WAY.fullmatch(text) else None
