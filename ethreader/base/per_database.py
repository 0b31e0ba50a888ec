"""What a process remembers of a database: nothing of one site is seen in another."""

from typing import TypeVar

from sqlalchemy import Engine

from ethreader.base.db import db
from ethreader.base.per_engine import PerEngine

Thing = TypeVar("Thing")


class PerDatabase(PerEngine[Thing]):
    """One thing for each database; it begins as `begin` makes it.

    Who asks for several things asks once for the engine, which is far to seek, and then `of` it.
    """

    def here(self) -> Thing:
        """Return that of the running site."""
        return self.of(db.engine)

    def put_here(self, thing: Thing) -> None:
        """Let the running site have this from now on."""
        self.put(thing, db.engine)

    def forget(self, engine: Engine) -> None:
        """Let that of a database begin anew."""
        self.take(engine)
