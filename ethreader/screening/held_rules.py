"""The rules as this process holds them: read by housekeeping, not while somebody waits."""

from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from ethreader.base.db import db
from ethreader.screening.queries import rules_that_are_on
from ethreader.screening.rules import Rule

_held: WeakKeyDictionary[Engine, tuple[Rule, ...]] = WeakKeyDictionary()


def held_rules() -> tuple[Rule, ...]:
    """Return the rules that this process knows."""
    return _held.get(db.engine, ())


def refresh_rules() -> None:
    """Read the rules anew."""
    _held[db.engine] = rules_that_are_on()
