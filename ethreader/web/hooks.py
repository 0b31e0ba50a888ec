"""What happens around every view: what looks at a request, and what is said of its response.

Flask would call each part's hooks by themselves, and each would ask which request is meant. Here
one hook of Flask's hands the request to all of them.
"""

from collections.abc import Callable

from flask import Flask, Request
from werkzeug.wrappers import Response as AnyResponse

from ethreader.web.current import this_request
from ethreader.web.responses import SiteResponse

KEY = "ethreader.hooks"

# Refuses a request by an exception, or responds in place of the view; else returns nothing.
Guard = Callable[[Request], AnyResponse | None]

# Says something of a response, which it changes.
Dresser = Callable[[Request, SiteResponse], None]


class Hooks:
    """The guards of an application, and what dresses its responses, in their order."""

    def __init__(self, app: Flask) -> None:
        self._guards: list[Guard] = []
        self._dressers: list[Dresser] = []
        app.before_request(self._pass_guards)
        app.after_request(self._dress)

    def add_guard(self, guard: Guard) -> None:
        """Let a guard look at each request after all that were added before it."""
        self._guards.append(guard)

    def add_dresser(self, dresser: Dresser) -> None:
        """Let it change each response before all that were added before it, as with Flask."""
        self._dressers.insert(0, dresser)

    def _pass_guards(self) -> AnyResponse | None:
        request = this_request()
        for guard in self._guards:
            response = guard(request)
            if response is not None:
                return response
        return None

    def _dress(self, response: SiteResponse) -> SiteResponse:
        request = this_request()
        for dress in self._dressers:
            dress(request, response)
        return response


def hooks(app: Flask) -> Hooks:
    """Return an application's hooks; `application` calls whoever adds to them in their order."""
    if KEY not in app.extensions:
        app.extensions[KEY] = Hooks(app)
    found: Hooks = app.extensions[KEY]
    return found
