"""Frames: what of a page stands around the words of readers, kept until content changes.

A comment drops the pages that show its thread. What an editor wrote is the same as before, so the
next page is made of the frame and the thread alone. A frame is a shape that belongs to one page:
remembered by all that the page is kept under, by when it holds, and by the last change of content
that was known before anything of it was read.
"""

from collections.abc import Callable, Hashable
from typing import Any

from flask import Flask, current_app, render_template, request

from ethreader.base.revisions import numbers_of
from ethreader.base.topics import CONTENT, EVERYTHING
from ethreader.web.keeping import keeping_of_request
from ethreader.web.localisation import language
from ethreader.web.shapes import Shape

FRAMES = "frames"
REMEMBERED = 100  # At most, of some 30 kB each; the oldest goes first.

Context = Callable[[], dict[str, Any]]


def init_app(app: Flask) -> None:
    """Remember frames from now on."""
    app.extensions[FRAMES] = {}


def content_read() -> Hashable:
    """Return what tells the content of now from any other; to be asked before it is read."""
    return numbers_of((CONTENT, EVERYTHING)) if _is_kept() else None


def frame_of(page: str, *shown: Hashable, read: Hashable, context: Context) -> Shape:
    """Return the frame of a page that the view has said to keep; anew, where nothing is kept.

    `read` tells which content it shows, `shown` all else that can be seen in it but a gap.
    """
    keeping = keeping_of_request()
    if keeping is None or not _is_kept():
        return Shape(render_template(page, **context()))
    frames: dict[Hashable, Shape] = current_app.extensions[FRAMES]
    asked = request.url_root, request.path, keeping.query, language().code
    key = (*asked, keeping.until, read, *shown)
    known = frames.get(key)
    if known is None:
        known = Shape(render_template(page, **context()))
        _make_room(frames)
        frames[key] = known
    return known


def _is_kept() -> bool:
    keeping = keeping_of_request()
    return keeping is not None and keeping.is_alone


def _make_room(frames: dict[Hashable, Shape]) -> None:
    for key in list(frames)[: len(frames) - REMEMBERED + 1]:
        frames.pop(key, None)
