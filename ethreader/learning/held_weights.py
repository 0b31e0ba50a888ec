"""What was learned, as this process holds it: read by housekeeping, not while somebody waits."""

from ethreader.base.per_database import PerDatabase
from ethreader.learning.features import VERSION
from ethreader.learning.queries import learned_filter, learned_number
from ethreader.learning.weights import Weights, unpacked

held_weights: PerDatabase[Weights | None] = PerDatabase(lambda: None)
_number: PerDatabase[int] = PerDatabase(int)


def refresh_weights() -> None:
    """Read what was learned since, if anything was."""
    number = learned_number()
    if _number.here() != number:
        held_weights.put_here(_read())
        _number.put_here(number)


def _read() -> Weights | None:
    """Return what was learned for texts as this version looks at them."""
    learned = learned_filter()
    if learned is None or learned.features != VERSION:
        return None
    return Weights(
        by_number=unpacked(learned.weights), bias=learned.bias, threshold=learned.threshold
    )
