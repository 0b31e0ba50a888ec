"""The names that nobody else may speak under: of the organisations, and of the site."""

import math
import time
from collections.abc import Mapping, Sequence

from sqlalchemy import Engine, select, union_all

from ethreader.base.db import connection, table_of
from ethreader.base.per_database import PerDatabase
from ethreader.base.revisions import changed
from ethreader.base.topics import THREADS, is_part_of
from ethreader.events.models import Organisation
from ethreader.site_pages.models import Site

NAMES_HOLD = 1.0  # Seconds.
_site = table_of(Site)
_NAMES = union_all(
    select(table_of(Organisation).c.name), select(_site.c.name).where(_site.c.name != "")
)
_names: PerDatabase[tuple[float, Sequence[str]]] = PerDatabase(lambda: (-math.inf, ()))


def names_of_organisations(engine: Engine | None = None) -> Sequence[str]:
    """Return the names of all organisations and of the site, as they were a second ago at most.

    Each new comment is compared with them; what this process changes of them holds at once.
    `engine` is that of the running site, where it is at hand.
    """
    read_at, names = _names.of(engine) if engine else _names.here()
    if time.monotonic() - read_at > NAMES_HOLD:
        names = connection().execute(_NAMES).scalars().all()
        _names.put_here((time.monotonic(), names))
    return names


@changed.connect
def _forget_names(engine: Engine, *, numbers: Mapping[str, int]) -> None:
    if not all(is_part_of(topic, THREADS) for topic in numbers):
        _names.forget(engine)
