"""What a process remembers of a database: nothing of one site is seen in another.

It goes with the engine. A process can have several: tests make many sites in one.
"""

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from ethreader.base.db import db

Thing = TypeVar("Thing")


class PerDatabase(Generic[Thing]):
    """One thing for each database; it begins as `begin` makes it."""

    def __init__(self, begin: Callable[[], Thing]) -> None:
        self._begin = begin
        self._things: WeakKeyDictionary[Engine, Thing] = WeakKeyDictionary()

    def here(self) -> Thing:
        """Return that of the running site."""
        return self.of(db.engine)

    def of(self, engine: Engine) -> Thing:
        """Return that of a database, for who asks for several things: the engine is far to seek."""
        try:
            return self._things[engine]
        except KeyError:
            return self._things.setdefault(engine, self._begin())

    def put(self, thing: Thing) -> None:
        """Let the running site have this from now on."""
        self._things[db.engine] = thing

    def forget(self, engine: Engine) -> None:
        """Let that of a database begin anew."""
        self._things.pop(engine, None)
