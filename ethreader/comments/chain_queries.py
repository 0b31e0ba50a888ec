"""Reads of the moderation log's chain, in its order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import exists, select, union_all
from sqlalchemy.orm import load_only

from ethreader.base.db import connection, db, table_of
from ethreader.comments.chain_fields import CHANGE
from ethreader.comments.chain_models import LogGap, LogLink
from ethreader.comments.log import StateChange

_changes, _links = table_of(StateChange), table_of(LogLink)
_OWN = {f"own_{each.name}": each for each in _links.c}
_WALK = (
    select(*(each.label(name) for name, each in _OWN.items()), *CHANGE)
    .outerjoin(_changes, _changes.c.position == _links.c.position)
    .order_by(_links.c.position)
)
_STRAYS = (
    select(_changes.c.position)
    .where(
        _changes.c.position.is_not(None),
        ~exists().where(_links.c.position == _changes.c.position),
    )
    .order_by(_changes.c.position)
)
# Asked every second: either has an index, and is empty but for a moment.
_NEW = select(_changes.c.id).where(_changes.c.position.is_(None)).limit(1)
_GAP = select(table_of(LogGap).c.id).limit(1)
_UNCHAINED = union_all(*(select(each.subquery().c.id) for each in (_NEW, _GAP))).limit(1)
AT_ONCE = 1_000


def has_unchained() -> bool:
    """Tell whether the log has something that the chain does not have yet."""
    return connection().execute(_UNCHAINED).first() is not None


def unchained_changes(*, limit: int) -> Sequence[Mapping[Any, Any]]:
    """Return changes that the chain does not have yet, oldest first; nobody deletes them since."""
    query = select(*CHANGE).where(_changes.c.position.is_(None)).order_by(_changes.c.id)
    return connection().execute(query.limit(limit).with_for_update()).mappings().all()


def unchained_gaps() -> Sequence[LogGap]:
    """Return the gaps that the chain does not have yet, oldest first."""
    return db.session.scalars(
        select(LogGap).order_by(LogGap.id).options(load_only(LogGap.kind, LogGap.comment_id))
    ).all()


def last_link() -> LogLink | None:
    """Return the end of the chain."""
    return db.session.scalar(select(LogLink).order_by(LogLink.position.desc()).limit(1))


def chain() -> Iterator[Mapping[Any, Any]]:
    """Yield each link with the change that it is about; its own columns begin with `own_`."""
    yield from connection().execute(_WALK.execution_options(yield_per=AT_ONCE)).mappings()


def strays() -> Sequence[int]:
    """Return the places that changes say they have, and the chain does not know."""
    return connection().execute(_STRAYS).scalars().all()
