"""The two cookies of a moderator's browser: the session's, and the one that makes it known.

Both are out of reach of scripts and of other sites, and no page of readers is sent either. The
second is for signing in alone, in every language, and signs nobody in.
"""

from flask import request
from werkzeug.wrappers import Response

from ethreader.accounts.device_service import DEVICE_KEPT
from ethreader.accounts.session_service import SignedIn
from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.web.current import settings
from ethreader.web.localisation import language, settings_languages

SIGN_IN = f"{PATH}/login"


def set_cookies(response: Response, signed_in: SignedIn) -> None:
    """Give a browser the cookies of who has signed in."""
    for path in _sign_in_paths():
        _set(response, _device_cookie(), signed_in.device_token, path=path, days=DEVICE_KEPT.days)
    # Without an age it is gone with the browser; the server ends the session in any case.
    _set(response, COOKIE, signed_in.token, path=session_path())


def device_token() -> str | None:
    """Return what the browser says to be known by."""
    return request.cookies.get(_device_cookie())


def session_path() -> str:
    """Return the path of moderation in this language: no other page is sent the cookie."""
    return f"{request.root_path}{PATH}"


def _set(response: Response, name: str, value: str, *, path: str, days: int | None = None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=days and days * 86_400,
        path=path,
        secure=settings().is_secure,
        httponly=True,
        samesite="Strict",
    )


def _device_cookie() -> str:
    """Return its name; browsers let nobody without TLS set one that begins with `__Secure-`."""
    return "__Secure-moderation-device" if settings().is_secure else "moderation-device"


def _sign_in_paths() -> list[str]:
    """Return the path of signing in in each language: it is one browser in all of them."""
    first, *others = settings_languages()
    here = "" if language() is first else f"/{language().code}"
    start = request.root_path.removesuffix(here)
    return [f"{start}{root}{SIGN_IN}" for root in ("", *(f"/{each.code}" for each in others))]
