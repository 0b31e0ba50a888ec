"""Where a page of the list of all events begins, as it stands in its URL: `2019`, or `2019-123`.

A year begins with its latest event. Of a year that is longer than a page, further ones begin with
an event, by its key.
"""

import re
from typing import NamedTuple

from ethreader.base.errors import NotFound

_START = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<event_id>[1-9][0-9]{0,8}))?")


class Start(NamedTuple):
    """A year, or an event in it."""

    year: int
    event_id: int | None = None

    def __str__(self) -> str:
        """Return how it stands in a URL."""
        year = f"{self.year:04}"
        return year if self.event_id is None else f"{year}-{self.event_id}"


def start_from(text: str) -> Start:
    """Return where a page begins, from its URL; raises `NotFound` for nonsense."""
    found = _START.fullmatch(text)
    if found is None or found["year"] == "0000":
        raise NotFound
    event_id = found["event_id"]
    return Start(int(found["year"]), int(event_id) if event_id else None)
