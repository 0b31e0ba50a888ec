"""What a reader asks for: all that a kept page depends on, and under which it is kept."""

from typing import NamedTuple

from granian.rsgi import Scope

from ethreader.base.settings import Settings
from ethreader.ops.border.rsgi import Headers
from ethreader.web.keeping import known_query

LONGEST_QUERY = 1000  # Characters; what is longer is refused by the site, or odd.

FORWARDED = ("x-forwarded-host", "x-forwarded-proto", "x-forwarded-prefix")


class Asked(NamedTuple):
    """One page of the site, in whatever encoding; `forwarded` is what believed proxies say."""

    host: str
    path: str
    query: str
    is_partial: bool
    forwarded: tuple[str, ...] = ()


class Asking:
    """Reads what is asked for off requests."""

    def __init__(self, settings: Settings) -> None:
        self._forwarded = FORWARDED if settings.trusted_proxies else ()
        # A site that asks about Facebook does not ask browsers that have said no by themselves.
        self._asks = bool(settings.pixel_id)

    def asked(self, scope: Scope, headers: Headers) -> Asked | None:
        """Return what is asked for; `None` where the response may depend on more than that."""
        if scope.method not in {"GET", "HEAD"} or "cookie" in headers:
            return None
        if "content-length" in headers or "transfer-encoding" in headers:
            return None
        if self._asks and (headers.get("sec-gpc") or headers.get("dnt")):
            return None
        query = scope.query_string
        if len(query) > LONGEST_QUERY:
            return None
        return Asked(
            headers.get("host", ""),
            scope.path,
            known_query(query) if query else "",
            headers.get("hx-request") == "true" and headers.get("hx-request-type") != "full",
            self._forwarded and tuple(all_of(headers, name) for name in self._forwarded),
        )


def all_of(headers: Headers, name: str) -> str:
    """Return a header that may stand more than once, as WSGI joins it."""
    if name not in headers:
        return ""
    return ",".join(value for each, value in headers.items() if each == name)
