"""The two cookies of a moderator's browser: the session's, and the one that makes it known.

Both are out of reach of scripts and of other sites, and no page of readers is sent either. The
second is for signing in alone, in every language, and signs nobody in.
"""

from flask import request
from werkzeug.wrappers import Response

from ethreader.accounts.device_service import DEVICE_KEPT
from ethreader.accounts.session_service import SignedIn
from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.web.cookies import cookie, set_cookie
from ethreader.web.localisation import settings_languages
from ethreader.web.prefix import site_root

DEVICE = "moderation-device"
SIGN_IN = f"{PATH}/login"


def set_cookies(response: Response, signed_in: SignedIn) -> None:
    """Give a browser the cookies of who has signed in."""
    for path in _sign_in_paths():
        set_cookie(response, DEVICE, signed_in.device_token, path=path, age=DEVICE_KEPT)
    # Gone with the browser; the server ends the session after twelve hours.
    set_cookie(response, COOKIE, signed_in.token, path=session_path())


def device_token() -> str | None:
    """Return what the browser says to be known by."""
    return cookie(DEVICE, path=SIGN_IN)


def session_path() -> str:
    """Return the path of moderation in this language: no other page is sent the cookie."""
    return f"{request.root_path}{PATH}"


def _sign_in_paths() -> list[str]:
    """Return the path of signing in in each language: it is one browser in all of them."""
    _, *others = settings_languages()
    roots = ("", *(f"/{each.code}" for each in others))
    return [f"{site_root()}{root}{SIGN_IN}" for root in roots]
