"""Routes that learn to write their URLs when somebody first asks for one.

Flask's would do so while the site starts: two functions for each of its routes, written and
compiled as Python, of which a page calls a few.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """A route; werkzeug has no other place to hold its work back than the method that does it."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        made = cache(partial(super()._compile_builder, append_unknown))

        def build(*values: Any, **named: Any) -> tuple[str, str]:
            return made()(*values, **named)

        return build
