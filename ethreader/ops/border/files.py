"""Gives out static files from the event loop: neither a thread nor Flask is on their way.

Flask is asked once for each URL that carries the right fingerprint (`web/static_files`), so host,
path and headers are its own; the file is kept, in the forms that were made at set-up
(`ops/packing`). Whatever else is asked for under the path is Flask's to respond to.
"""

from functools import lru_cache
from typing import NamedTuple

from flask import Flask
from granian.rsgi import Scope

from ethreader.base.settings import Settings
from ethreader.ops.border.asked import FORWARDED, all_of
from ethreader.ops.border.bodies import Body
from ethreader.ops.border.encodings import best_of
from ethreader.ops.border.forms import Forms, compressed, send_form
from ethreader.ops.border.rsgi import Connection, Headers
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.wsgi import environ_of, respond
from ethreader.ops.packing import packed
from ethreader.web.keeping import what_was_asked
from ethreader.web.static_files import FINGERPRINT, is_compressed

PATH = "/static/"

BODY = {"content-length", "transfer-encoding"}  # Whoever sends one is not asking for a file.

MOST = 1000  # URLs; beyond, somebody makes up hosts.


class Wanted(NamedTuple):
    """A URL, and what believed proxies say of it."""

    host: str
    path: str
    query: str
    forwarded: tuple[str, ...]


class Files:
    """The files that were asked for so far; used by the event loop."""

    def __init__(self, app: Flask, *, threads: Threads) -> None:
        settings: Settings = app.extensions["settings"]
        self._app = app
        self._threads = threads
        self._forwarded = FORWARDED if settings.trusted_proxies else ()
        self._files: dict[Wanted, Forms] = {}

    async def give(self, scope: Scope, connection: Connection) -> bool:
        """Give out a file; False where it is Flask's to respond."""
        if PATH not in scope.path or not FINGERPRINT.fullmatch(scope.query_string):
            return False
        headers = scope.headers
        if scope.method not in {"GET", "HEAD"} or any(each in headers for each in BODY):
            return False
        wanted = self._wanted(scope, headers)
        file = self._files.get(wanted) or await self._threads.run(self._read, scope, wanted)
        if file is None:
            return False
        accepted = "" if is_compressed(scope.path) else headers.get("accept-encoding", "")
        encoding = best_of(accepted)
        form = file.form(encoding)
        if form is None:
            form = await self._threads.run(file.make, encoding)
        send_form(form, connection, method=scope.method, known=headers.get("if-none-match"))
        return True

    def _wanted(self, scope: Scope, headers: Headers) -> Wanted:
        forwarded = tuple(all_of(headers, name) for name in self._forwarded)
        return Wanted(headers.get("host", ""), scope.path, scope.query_string, forwarded)

    def _read(self, scope: Scope, wanted: Wanted) -> Forms | None:
        environ = what_was_asked(environ_of(scope, Body()))
        response = respond(self._app, environ | {"REQUEST_METHOD": "GET"})
        if response.status != 200 or not is_for_ever(response.headers):
            return None
        if len(self._files) >= MOST:
            self._files.clear()
        return self._files.setdefault(wanted, Forms(response, compress=smallest))


def is_for_ever(headers: list[tuple[str, str]]) -> bool:
    """Tell whether a response says that it is the same for everybody and always."""
    said = {name.lower(): value for name, value in headers}
    is_same = {"public", "immutable"} <= set(said.get("cache-control", "").split(", "))
    return is_same and "etag" in said and "set-cookie" not in said


@lru_cache(maxsize=256)  # All that are there; each is in memory once, whatever URLs lead to it.
def smallest(content: bytes, encoding: str) -> bytes:
    """Return a file in an encoding, as it was made at set-up or else soon."""
    try:
        return packed(content, encoding).read_bytes()
    except OSError:
        return compressed(content, encoding)
