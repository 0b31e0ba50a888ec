"""How long the head of a request may be: what is longer gets a page that says so.

The server takes heads some times as long as these, or nobody could be told anything; what is
longer still it refuses itself, with a status and no words.
"""

from typing import TYPE_CHECKING

from flask import Flask, Request
from werkzeug.exceptions import RequestHeaderFieldsTooLarge, RequestURITooLarge

from ethreader.web.hooks import hooks

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

TARGET_LIMIT = 8_000  # Bytes of path and query; nginx takes as many. The longest of ours has 300.
HEADERS_LIMIT = 32_000  # Bytes of names and values.


def init_app(app: Flask) -> None:
    """Refuse what is longer; to be called after what hides the site under other names."""
    hooks(app).add_guard(_refuse_long_head)


def _refuse_long_head(request: Request) -> None:
    environ = request.environ
    query: str = environ.get("QUERY_STRING", "")
    if len(environ["PATH_INFO"]) + len(query) > TARGET_LIMIT:
        raise RequestURITooLarge
    if _size_of_headers(environ) > HEADERS_LIMIT:
        raise RequestHeaderFieldsTooLarge


def _size_of_headers(environ: "WSGIEnvironment") -> int:
    """Return how many bytes the names and the values of a request's headers are."""
    sizes = [
        len(name.removeprefix("HTTP_")) + len(value)
        for name, value in environ.items()
        if name.startswith(("HTTP_", "CONTENT_"))
    ]
    return sum(sizes)
