"""Paths with signs in them that no URL of this site has."""

import unicodedata

from flask import Flask

from ethreader.base.errors import NotFound
from ethreader.web.current import this_request

# Controls, halves of characters, and what ends a line; they would reach headers and pages.
INVISIBLE = {"Cc", "Cs", "Zl", "Zp"}


def init_app(app: Flask) -> None:
    """Respond 404 to such a path; to be called before what redirects to another one."""

    @app.before_request
    def refuse_invisible_path() -> None:
        path = this_request().path
        if path.isprintable():  # As nearly all are: what is looked for below is not.
            return
        if any(unicodedata.category(sign) in INVISIBLE for sign in path):
            raise NotFound
