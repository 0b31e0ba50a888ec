"""What was learned, as this process holds it: read by housekeeping, not while somebody waits."""

from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from ethreader.base.db import db
from ethreader.learning.features import VERSION
from ethreader.learning.queries import learned_filter, learned_number
from ethreader.learning.weights import Weights, unpacked

_held: WeakKeyDictionary[Engine, tuple[int, Weights | None]] = WeakKeyDictionary()


def held_weights() -> Weights | None:
    """Return what this process knows of what was learned."""
    return _held.get(db.engine, (0, None))[1]


def refresh_weights() -> None:
    """Read what was learned since, if anything was."""
    number = learned_number()
    if _held.get(db.engine, (0, None))[0] != number:
        _held[db.engine] = (number, _read())


def _read() -> Weights | None:
    """Return what was learned for texts as this version looks at them."""
    learned = learned_filter()
    if learned is None or learned.features != VERSION:
        return None
    return Weights(
        by_number=unpacked(learned.weights), bias=learned.bias, threshold=learned.threshold
    )
