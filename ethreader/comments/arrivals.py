"""How a comment that comes in is written down: in few statements, while others wait.

Values come in and values go out; no record is loaded. Whoever calls holds the event.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, insert, or_, select

from ethreader.base.db import connection, table_of
from ethreader.base.prepared import Prepared
from ethreader.base.upserts import insert_for
from ethreader.base.written_rows import note_new
from ethreader.comments.counts import count_above, count_in_event
from ethreader.comments.log import Cause, StateChange
from ethreader.comments.models import Comment, State
from ethreader.contacts.models import Contact

_comments, _contacts = table_of(Comment), table_of(Contact)

_KNOWN = Prepared(
    select(
        _comments.c.id,
        _comments.c.public_id,
        _comments.c.event_id,
        _comments.c.root_id,
        _comments.c.idempotency_key,
        _comments.c.name,
        _comments.c.body,
        _comments.c.state,
        _contacts.c.id.label("contact_id"),
    )
    .outerjoin(_contacts, _contacts.c.comment_id == _comments.c.id)
    .where(
        or_(
            _comments.c.idempotency_key == bindparam("key"),
            _comments.c.public_id == bindparam("parent"),
        )
    )
)


# Somebody may use a key at the same time under another event, which nobody holds here.
@cache
def _inserting(dialect: str) -> Prepared:
    new = insert_for(dialect, _comments).on_conflict_do_nothing(index_elements=["idempotency_key"])
    known = ("id", "public_id", "state", "idempotency_key")
    return Prepared(new.returning(*(_comments.c[name] for name in known)))


_LOG = Prepared(insert(table_of(StateChange)))


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is on record of that which a draft names: its key's comment, and its parent."""

    by_key: Any
    parent: Any


def known_of(*, key: str | None, parent: str | None) -> Known:
    """Return the comment of a key's digest, and the one of a public id, in any state."""
    values = {"key": key, "parent": parent}
    rows = _KNOWN.rows(values) if key or parent else ()
    return Known(
        by_key=next((row for row in rows if key and row.idempotency_key == key), None),
        parent=next((row for row in rows if row.public_id == parent), None),
    )


def store_waiting(values: Mapping[str, Any], *, now: datetime) -> Any:
    """Store a comment that waits for a moderator, and return what became of it."""
    return _insert({**values, "state": State.PENDING, "received_at": now})


def store_published(values: Mapping[str, Any], *, now: datetime) -> Any:
    """Store a comment that readers see at once, count it, and return what became of it.

    In the moderation log it has waited before. No rule follows that change: there was nothing
    yet that a moderator or a reader could have said of it.
    """
    shown = {
        "state": State.PUBLISHED,
        "updated_at": now,
        "version": 2,
        "is_visible": True,
        "publication_no": count_in_event(values["event_id"], 1),
    }
    row = _insert({**values, **shown})
    if values["parent_id"] is not None:
        count_above(row.id, 1)
    _log(row.id, now=now)
    note_new((Comment, row.id), values["body_html"])
    return row


def _log(comment_id: int, *, now: datetime) -> None:
    change = {
        "comment_id": comment_id,
        "from_state": State.PENDING,
        "to_state": State.PUBLISHED,
        "cause": Cause.OPEN_EVENT,
        "was_pinned": False,
        "was_reviewed": False,
        "changed_at": now,
    }
    _LOG.run(change)


def _insert(values: dict[str, Any]) -> Any:
    statement = _inserting(connection().dialect.name)
    row = statement.row(values)
    if row is None:  # Under another event the key says something else.
        values["idempotency_key"] = None
        row = statement.row(values)
    return row
