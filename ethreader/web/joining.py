"""Joins what templates yield, and gives way meanwhile: a long page is some thousand pieces."""

from collections.abc import Iterable
from itertools import islice

from ethreader.base.processor import give_way

AT_ONCE = 50  # Pieces, which take a fraction of a millisecond.


def joined(pieces: Iterable[str]) -> str:
    """Return the pieces as one text; what macros and blocks hold already is joined as it is."""
    if isinstance(pieces, list):
        return "".join(pieces)
    coming, parts = iter(pieces), []
    while some := list(islice(coming, AT_ONCE)):
        parts.append("".join(some))
        give_way()
    return "".join(parts)
