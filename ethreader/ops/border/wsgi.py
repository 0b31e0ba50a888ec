"""Speaks WSGI with the site: a request as an environment, the response as values."""

import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from granian.rsgi import Scope

from ethreader.ops.border.bodies import Body
from ethreader.ops.border.rsgi import Headers
from ethreader.web.failures import failure_code, last_words
from ethreader.web.logging import REDACTING_FILTER
from ethreader.web.protection import plain_text_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

# What WSGI has for bodies that are not returned.
Write = Callable[[bytes], None]

LOGGER = logging.getLogger(__name__)
LOGGER.addFilter(REDACTING_FILTER)


# The settings of the process, which granian puts into it, do not belong there.
SAME_FOR_ALL: "WSGIEnvironment" = {
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "granian",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}


@dataclass(frozen=True)
class Response:
    """A finished response; no file and no cursor is open any more."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def respond(application: "WSGIApplication", environ: "WSGIEnvironment") -> Response:
    """Have the application respond, whatever happens: granian would log an exception's message."""
    try:
        return _response_of(application, environ)
    except Exception:
        code = failure_code(environ)
        LOGGER.exception("A request failed outside the application. Code: %s", code)
        return Response(500, plain_text_headers(), last_words(code))


def _response_of(application: "WSGIApplication", environ: "WSGIEnvironment") -> Response:
    """Have the application respond, to the last byte."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    pieces: list[bytes] = []

    def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Write:
        begun.append((status, headers))
        return pieces.append

    written: Iterable[bytes] = application(environ, start)
    try:
        pieces.extend(written)
    finally:
        if hasattr(written, "close"):
            written.close()
    status, headers = begun[-1]
    return Response(int(status[:3]), headers, b"".join(pieces))


def environ_of(scope: Scope, body: Body) -> "WSGIEnvironment":
    """Return what WSGI says of a request."""
    host, port = _host_and_port(scope.server)
    return {
        **SAME_FOR_ALL,
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": _as_wsgi(scope.path),
        "QUERY_STRING": _as_wsgi(scope.query_string),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": _host_and_port(scope.client)[0],
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body.stream(),
        **_variables(scope.headers),
        # What arrived may have been longer: see `lightened`.
        **({"CONTENT_LENGTH": str(len(body.content))} if body.content else {}),
    }


def _variables(headers: Headers) -> dict[str, str]:
    """Return the headers as WSGI names them.

    A name with an underscore is dropped, as nginx does: WSGI could not tell it from the one with
    a hyphen, and a visitor could speak as the proxy (`X_Forwarded_For`).
    """
    found: dict[str, str] = {}
    for name, value in headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        separator = "; " if name == "cookie" else ","
        said = _as_wsgi(value)
        found[key] = f"{found[key]}{separator}{said}" if key in found else said
    return found


def _as_wsgi(text: str) -> str:
    """Return text as WSGI carries it: each byte as a character. granian reads UTF-8."""
    return text.encode().decode("latin-1")


def _host_and_port(place: str) -> tuple[str, str]:
    host, _, port = place.rpartition(":")
    return host.strip("[]"), port
