"""Reads of the protected names."""

import math
import time
from collections.abc import Sequence

from sqlalchemy import Engine, select

from ethreader.base.db import connection, db, table_of
from ethreader.base.per_database import PerDatabase
from ethreader.screening.protected_models import ProtectedName
from ethreader.screening.protected_names import Protected

HOLD = 5.0  # Seconds: as soon as this, other processes know a name that was added.

_table = table_of(ProtectedName)
_ROWS = select(_table.c.digest, _table.c.words, _table.c.key_mark)
_known = PerDatabase(lambda: (-math.inf, Protected()))


def protected_names(engine: Engine, *, secret: str) -> Protected:
    """Return the protected names, as they were a few seconds ago at most.

    `engine` is that of the running site.
    """
    read_at, known = _known.of(engine)
    if time.monotonic() - read_at > HOLD:
        rows = [(row.digest, row.words, row.key_mark) for row in connection().execute(_ROWS)]
        known = Protected.known_to(secret, rows)
        _known.put_here((time.monotonic(), known))
    return known


def read_anew() -> None:
    """Let this process read the names anew: they were changed."""
    _known.forget(db.engine)


def listed_names() -> Sequence[ProtectedName]:
    """Return what moderators see of the protected names, the latest first."""
    return db.session.scalars(select(ProtectedName).order_by(ProtectedName.id.desc())).all()
