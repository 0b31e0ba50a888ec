"""Pages of a long list that readers leaf through by links: where each begins stands in its URL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
BEGINNING = ""
"""where the first page begins, whose URL says nothing"""


@dataclass(frozen=True, kw_only=True)
class ReadingPage(Generic[Row]):
    """Some rows of a list, and where the pages beside it begin; `None` at the list's ends."""

    start: str
    rows: Sequence[Row]
    previous: str | None
    following: str | None
