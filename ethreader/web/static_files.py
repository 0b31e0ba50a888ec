"""The files of `static/` and the bundles, as browsers get them.

A URL carries the fingerprint of the bytes (`asset`). Under the right one a file is kept for a year
and never asked for again; under another, or none, a browser asks each time whether it holds.
"""

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, request

from ethreader.web.bundles import BUNDLES, STATIC, join

# Not the parts, which bundles are made of, and nothing hidden.
NAME = re.compile(r"(?:vendor/)?[A-Za-z0-9][\w.-]{0,99}", re.ASCII)

# The query of a URL that carries a fingerprint.
FINGERPRINT = re.compile("v=[0-9a-f]{12}")

# What `mimetypes` says depends on the machine.
KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}

# What a stylesheet asks for; nothing else stands in `url()`.
ASKED = re.compile(rb"url\([\"']?(vendor/[\w.-]+)[\"']?\)")

YEAR = 31_536_000  # Seconds.


@dataclass(frozen=True)
class StaticFile:
    """The bytes of a file, and what its URL and its ETag carry."""

    content: bytes
    fingerprint: str
    kind: str
    """its media type"""


def static_file(name: str) -> StaticFile | None:
    """Return the file or bundle of this name, as it was when it was first asked for."""
    if name in BUNDLES or (NAME.fullmatch(name) and (STATIC / name).is_file()):
        return _read(name)
    return None


def names_of_files() -> list[str]:
    """Return the names of all files and bundles there are."""
    found = [*STATIC.iterdir(), *(STATIC / "vendor").iterdir()]
    names = [path.relative_to(STATIC).as_posix() for path in found if path.is_file()]
    return sorted([*BUNDLES, *filter(NAME.fullmatch, names)])


def is_compressed(name: str) -> bool:
    """Tell a file whose own format is compressed: doing it again makes it larger."""
    return name.endswith(".woff2")


def fingerprint_of(content: bytes) -> str:
    """Return what changes when the bytes do."""
    return hashlib.sha256(content).hexdigest()[:12]


def init_app(app: Flask) -> None:
    """Serve the files, in place of Flask's own way."""
    app.view_functions["static"] = _give


@cache
def _read(name: str) -> StaticFile:
    content = join(name) if name in BUNDLES else (STATIC / name).read_bytes()
    kind = KINDS.get(Path(name).suffix) or mimetypes.guess_type(name)[0]
    if kind == "text/css":
        content = ASKED.sub(_with_fingerprint, content)
    return StaticFile(content, fingerprint_of(content), kind or "application/octet-stream")


def _with_fingerprint(asked: re.Match[bytes]) -> bytes:
    """Return the URL by which a file is kept for a year, too."""
    file = static_file(asked[1].decode())
    return b"url(%s?v=%s)" % (asked[1], file.fingerprint.encode()) if file else asked[0]


def file_response(file: StaticFile, *, query: bytes) -> Response:
    """Respond with a file: kept for a year where the query is its fingerprint."""
    response = Response(file.content, mimetype=file.kind)
    response.cache_control.public = True
    if query == f"v={file.fingerprint}".encode():
        response.cache_control.max_age = YEAR
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    response.set_etag(file.fingerprint)
    response.make_conditional(request)
    return response


def _give(filename: str) -> Response:
    file = static_file(filename)
    if file is None:
        abort(404)
    return file_response(file, query=request.query_string)
