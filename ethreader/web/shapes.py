"""Pieces of pages that are the same for many: rendered once in each language, with gaps to fill.

A shape is remembered by what of its context the template shows, so nothing that a reader wrote may
stand in it: that is filled into its gaps, and forgotten with the page.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

from ethreader.web.localisation import language, root
from ethreader.web.site_facts import site
from ethreader.web.templating import sanitised

SHAPES = "shapes"
REMEMBERED = 1000  # At most; beyond, all are rendered anew.

# Nobody can write what stands for a gap: it is another one in each process. All of its
# characters stay as they are in a URL.
SIGN = f"~{secrets.token_hex(8)}."
GAP = re.compile(rf"{re.escape(SIGN)}(\w+)~")

# What templates leave around their conditions, which means as much as one end of a line: in a
# remembered shape there is no text that somebody wrote, whose blanks are theirs.
BLANKS = re.compile(r"[ \t]*\n[ \t\n]*")


Context = Callable[[], dict[str, Any]]


class Shape:
    """HTML with gaps."""

    def __init__(self, html: str) -> None:
        self._pattern = GAP.sub(r"%(\1)s", html.strip().replace("%", "%%"))

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the HTML with its gaps filled by values that are HTML themselves."""
        return self._pattern % values


def init_app(app: Flask) -> None:
    """Remember shapes from now on, and let templates use those without a gap."""
    app.extensions[SHAPES] = {}
    app.jinja_env.globals.update(gap=gap, piece=piece)


def gap(name: str) -> str:
    """Return what stands in a shape where the value of a name is to be filled in."""
    return f"{SIGN}{name}~"


def shape_of(template: str, *shown: Hashable, context: Context = dict) -> Shape:
    """Return the shape of a template; `shown` tells all of its context that can be seen in it.

    What the site says of itself is known to every template, and may be seen in each.
    """
    shapes: dict[Hashable, Shape] = current_app.extensions[SHAPES]
    key = (template, language().code, root(), site(), shown)
    known = shapes.get(key)
    if known is None:
        if len(shapes) >= REMEMBERED:
            shapes.clear()
        html = current_app.jinja_env.get_template(template).render(context())
        known = shapes[key] = Shape(BLANKS.sub("\n", html))
    return known


def piece(template: str, **shown: Hashable) -> Markup:
    """Return a template that needs nothing else; few values, or each would be remembered."""
    return sanitised(shape_of(template, *shown.items(), context=lambda: dict(shown)).fill({}))
