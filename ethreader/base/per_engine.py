"""What a process has beside an engine, and what goes with it: locks, connections, what it knows.

A process can have several engines: tests make many sites in one.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine

Thing = TypeVar("Thing")

BESIDE = "ethreader.beside"
"""under which an engine has these things"""


class PerEngine(Generic[Thing]):
    """One thing for each engine; it begins as `begin` makes it."""

    def __init__(self, begin: Callable[[], Thing]) -> None:
        self._begin = begin

    def of(self, engine: Engine) -> Thing:
        """Return that of an engine."""
        beside = _beside(engine)
        try:
            thing: Thing = beside[self]
        except KeyError:
            thing = beside.setdefault(self, self._begin())
        return thing

    def put(self, thing: Thing, engine: Engine) -> None:
        """Let an engine have this from now on."""
        _beside(engine)[self] = thing

    def take(self, engine: Engine) -> Thing | None:
        """Return that of an engine, if it has one, and let it begin anew."""
        thing: Thing | None = _beside(engine).pop(self, None)
        return thing


def _beside(engine: Engine) -> dict[Any, Any]:
    known = vars(engine)
    beside: dict[Any, Any] = known.get(BESIDE) or known.setdefault(BESIDE, {})
    return beside
