"""Stylesheets: parts in `static/css/`, one by feature, of which a browser loads one file.

A bundle is its parts, one after the other; no tool has to run. It is made when it is first asked
for and stays in memory: a changed part, like a changed template, waits for the next start. Its URL
is that of a file in `static/` (`asset("site.css")`) and carries the fingerprint of all its parts,
so browsers keep it for a year and see a change at once.
"""

import hashlib
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, send_file

from ethreader.base.paths import ROOT

FOLDER = ROOT / "static" / "css"

# In the order of the cascade: of two rules that weigh the same, the later one wins.
BUNDLES: dict[str, tuple[str, ...]] = {
    "site.css": (
        "tokens",
        "base",
        "safety",
        "thread",
        "disclosure",
        "layout",
        "titles",
        "lists",
        "article",
        "comments",
        "forms",
        "own-page",
        "facebook",
        "print",
    ),
    # On top of `site.css`, on pages that only moderators see.
    "moderation.css": ("moderation", "audience"),
}


@dataclass(frozen=True)
class Bundle:
    """What a browser loads, and what its URL and its ETag carry."""

    content: bytes
    fingerprint: str


def join(names: tuple[str, ...], *, folder: Path = FOLDER) -> Bundle:
    """Put the parts of these names one after the other."""
    content = b"\n".join((folder / f"{name}.css").read_bytes() for name in names)
    return Bundle(content, fingerprint_of(content))


@cache
def bundle(name: str) -> Bundle:
    """Return the bundle of this name, as its parts were when it was first asked for."""
    return join(BUNDLES[name])


def fingerprint_of(content: bytes) -> str:
    """Return what changes when the bytes do."""
    return hashlib.sha256(content).hexdigest()[:12]


def init_app(app: Flask) -> None:
    """Serve bundles beside the files of `static/`, at URLs of the same kind."""
    app.view_functions["static"] = _file_or_bundle


def _file_or_bundle(filename: str) -> Response:
    if filename not in BUNDLES:
        return current_app.send_static_file(filename)
    made = bundle(filename)
    return send_file(io.BytesIO(made.content), mimetype="text/css", etag=made.fingerprint)
