"""Frames: what of a page stands around the words of readers, kept until content changes.

A comment drops the pages that show its thread. What an editor wrote is the same as before, so the
next page is made of the frame and the thread alone, and of that what the last page said otherwise.
A frame is a shape that belongs to one page: remembered by all that the page is kept under, by when
it holds, and by the last change of content that was known before anything of it was read.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from flask import Flask, current_app, render_template, request

from ethreader.web.keeping import keeping_of_request
from ethreader.web.localisation import language
from ethreader.web.revision import content_read
from ethreader.web.shapes import Shape

FRAMES = "frames"
REMEMBERED = 40  # At most, of some 200 kB each with a long thread; the oldest goes first.

Context = Callable[[], dict[str, Any]]
Part = TypeVar("Part")
Name = TypeVar("Name", bound=Hashable)


class Frame(Shape):
    """A shape, and the parts that filled it last."""

    def __init__(self, html: str) -> None:
        super().__init__(html)
        self._filled: dict[Hashable, tuple[object, str]] = {}

    def filled(self, parts: Mapping[Name, Part], make: Callable[[Part], str]) -> list[str]:
        """Return the HTML of parts: of those that are as on the last page what it had, others made.

        A part is all that can be seen in its HTML, beside what tells the frame; by its name the
        last one is found. What is not among them any more is forgotten.
        """
        last = self._filled
        filled: dict[Hashable, tuple[object, str]] = {}
        for name, part in parts.items():
            before, html = last.get(name, (None, ""))
            filled[name] = part, html if before == part else make(part)
        self._filled = filled
        return [html for _, html in filled.values()]


def init_app(app: Flask) -> None:
    """Remember frames from now on."""
    app.extensions[FRAMES] = {}


def frame_of(page: str, *shown: Hashable, context: Context) -> Frame:
    """Return the frame of a page that the view has said to keep; anew, where nothing is kept.

    `shown` is all that can be seen in it but its gaps and content: that of `content_read`, which
    the view has asked before it read anything.
    """
    keeping = keeping_of_request()
    if keeping is None or not keeping.is_alone:
        return Frame(render_template(page, **context()))
    frames: dict[Hashable, Frame] = current_app.extensions[FRAMES]
    asked = request.url_root, request.path, keeping.query, language().code
    key = (*asked, keeping.until, content_read(), *shown)
    known = frames.get(key)
    if known is None:
        known = Frame(render_template(page, **context()))
        _make_room(frames)
        frames[key] = known
    return known


def _make_room(frames: dict[Hashable, Frame]) -> None:
    for key in list(frames)[: len(frames) - REMEMBERED + 1]:
        frames.pop(key, None)
