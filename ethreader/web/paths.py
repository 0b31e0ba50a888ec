"""Paths with signs in them that no URL of this site has."""

import unicodedata

from flask import Flask, Request

from ethreader.base.errors import NotFound
from ethreader.web.hooks import hooks

# Controls, halves of characters, and what ends a line; they would reach headers and pages.
INVISIBLE = {"Cc", "Cs", "Zl", "Zp"}


def init_app(app: Flask) -> None:
    """Respond 404 to such a path; to be called before what redirects to another one."""
    hooks(app).add_guard(_refuse_invisible_path)


def _refuse_invisible_path(request: Request) -> None:
    path = request.path
    if path.isprintable():  # As nearly all are: what is looked for below is not.
        return
    if any(unicodedata.category(sign) in INVISIBLE for sign in path):
        raise NotFound
