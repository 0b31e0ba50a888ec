"""Pages whose views are imported when somebody first asks for one: few visitors need them.

Flask's own pattern for it: where the pages are is said in one place, and known from the start.
"""

from collections.abc import Callable
from pkgutil import resolve_name
from typing import Any

from flask import Blueprint


class LateViews:
    """The pages of one blueprint; a view is named like `list_views:index`, which is imported."""

    def __init__(self, blueprint: Blueprint, package: str) -> None:
        self._blueprint = blueprint
        self._package = package
        self.places: list[str] = []
        """all that is imported some time: tests look whether it is there"""

    def get(self, rule: str, view: str) -> None:
        """Show a page; its endpoint is called as the view is."""
        self._add("GET", rule, view)

    def post(self, rule: str, view: str) -> None:
        """Take in a form; its endpoint is called as the view is."""
        self._add("POST", rule, view)

    def later(self, name: str) -> Callable[..., Any]:
        """Return a function that imports the one of this name when it is called."""
        place = f"{self._package}.{name}"
        self.places.append(place)

        def imported_and_called(*given: Any, **named: Any) -> Any:
            return resolve_name(place)(*given, **named)

        return imported_and_called

    def _add(self, method: str, rule: str, view: str) -> None:
        endpoint = view.partition(":")[2]
        self._blueprint.add_url_rule(rule, endpoint, self.later(view), methods=[method])
