"""The two cookies of a moderator's browser: the session's, and the one that makes it known.

Both are out of reach of scripts and of other sites, and no page of readers is sent either. Both
are of every language. The second is for signing in alone, and signs nobody in.
"""

from werkzeug.wrappers import Response

from ethreader.accounts.device_service import DEVICE_KEPT
from ethreader.accounts.session_service import SignedIn
from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.web.cookies import cookie, delete_cookie, set_cookie
from ethreader.web.localisation import settings_languages
from ethreader.web.prefix import site_root

DEVICE = "moderation-device"
SIGN_IN = f"{PATH}/login"


def set_cookies(response: Response, signed_in: SignedIn) -> None:
    """Give a browser the cookies of who has signed in."""
    for path in _in_each_language(SIGN_IN):
        set_cookie(response, DEVICE, signed_in.device_token, path=path, age=DEVICE_KEPT)
    for path in _in_each_language(PATH):
        # Gone with the browser; the server ends the session after twelve hours.
        set_cookie(response, COOKIE, signed_in.token, path=path)


def delete_session_cookies(response: Response) -> None:
    """Take a session's cookies from a browser."""
    for path in _in_each_language(PATH):
        delete_cookie(response, COOKIE, path=path)


def device_token() -> str | None:
    """Return what the browser says to be known by."""
    return cookie(DEVICE, path=SIGN_IN)


def _in_each_language(path: str) -> list[str]:
    """Return a path as it is in each language: it is one browser, and one moderator, in all.

    What is below it is sent the cookie, and no other page.
    """
    _, *others = settings_languages()
    roots = ("", *(f"/{each.code}" for each in others))
    return [f"{site_root()}{root}{path}" for root in roots]
