"""Where in a long list a request is, as it stands in URLs and in what a form carries."""

import re

from flask import request

from ethreader.base.errors import NotFound
from ethreader.base.paging import BEGINNING, Position

KEY = re.compile(r"[0-9]{1,18}")


def position_asked_for() -> Position:
    """Return where the page begins or ends that the URL asks for; raise `NotFound` for nonsense."""
    before, after = _key("before"), _key("after")
    if before is not None and after is not None:
        raise NotFound
    return Position(before=before, after=after) if (before, after) != (None, None) else BEGINNING


def _key(name: str) -> int | None:
    given = request.args.get(name)
    if given is None:
        return None
    if not KEY.fullmatch(given):
        raise NotFound
    return int(given)
