"""Cookies: under https they bear a name that browsers take from https alone.

`__Secure-` and `__Host-` in a cookie's name mean that neither a page in clear nor another host of
the domain can have set it. A browser refuses such a name without the attributes that go with it,
also where a cookie is deleted.
"""

from datetime import timedelta
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from ethreader.web.current import settings
from ethreader.web.prefix import site_root


def cookie_name(name: str, *, path: str = "/") -> str:
    """Return the full name of a cookie that is sent to `path` and what is below it."""
    if not settings().is_secure:
        return name
    return f"__Host-{name}" if _whole(path) == "/" else f"__Secure-{name}"


def cookie(name: str, *, path: str = "/") -> str | None:
    """Return what the browser sends under a name."""
    return request.cookies.get(cookie_name(name, path=path))


def set_cookie(
    response: Response, name: str, value: str, *, path: str = "/", age: timedelta | None = None
) -> None:
    """Set a cookie that scripts and other sites do not get; without `age`, for this session."""
    full_name, path = cookie_name(name, path=path), _whole(path)
    response.set_cookie(full_name, value, max_age=age, path=path, **_attributes())


def delete_cookie(response: Response, name: str, *, path: str = "/") -> None:
    """Delete a cookie that `set_cookie` has set."""
    full_name, path = cookie_name(name, path=path), _whole(path)
    response.delete_cookie(full_name, path=path, **_attributes())


def _whole(path: str) -> str:
    """Return a path of this site as the browser knows it; its home's is that of all its pages."""
    return site_root() or path if path == "/" else path


def _attributes() -> dict[str, Any]:
    return {"secure": settings().is_secure, "httponly": True, "samesite": "Strict"}
