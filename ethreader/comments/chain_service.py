"""Chaining the moderation log, a moment after it is written.

Whoever writes the log writes a row and no more, so a chain for the whole site holds nobody up: no
two comments wait for each other that did not before. What is final is then chained, in its order.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, func, insert, select, update

from ethreader.base.clock import day_of
from ethreader.base.db import connection, db, table_of
from ethreader.comments.chain_fields import (
    BEGINNING,
    digest_of_change,
    digest_of_note,
    hash_of_link,
)
from ethreader.comments.chain_models import LinkKind, LogGap, LogLink
from ethreader.comments.chain_queries import last_link, unchained_changes, unchained_gaps
from ethreader.comments.log import StateChange

AT_ONCE = 500
LOCK = 815_002_043  # PostgreSQL's advisory lock, which nobody but a chaining step takes.

Link = dict[str, Any]

_changes = table_of(StateChange)
_PLACE = (
    update(_changes)
    .where(_changes.c.id == bindparam("change"))
    .values(position=bindparam("place"), note_salt=bindparam("salt"))
)


def chain_some(*, zone: ZoneInfo, now: datetime) -> int:
    """Chain what the log has since, up to some hundred rows; return how many links that made.

    The caller has begun a write transaction, commits, and calls again while there is more.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    gaps = unchained_gaps()  # Before the changes: what a gap is about is then among them.
    changes = unchained_changes(limit=AT_ONCE)
    salts = [secrets.token_hex(16) if each["note"] else "" for each in changes]
    new = [_link_of(*each, zone=zone) for each in zip(changes, salts, strict=True)]
    if len(changes) < AT_ONCE:  # Else more changes come first.
        new += [_link_of_gap(each, day=day_of(now, zone)) for each in gaps]
        _forget_gaps(gaps)
    links = list(_joined(new))
    _write(links, changes, salts)
    return len(links)


def _link_of(change: Mapping[Any, Any], salt: str, *, zone: ZoneInfo) -> Link:
    day = day_of(change["changed_at"], zone)
    note_digest = digest_of_note(change["note"], salt=salt)
    return {
        "kind": LinkKind.CHANGE,
        "comment_id": change["comment_id"],
        "day": day,
        "note_digest": note_digest,
        "content": digest_of_change(change, day=day, note_digest=note_digest),
    }


def _link_of_gap(gap: LogGap, *, day: date) -> Link:
    return {
        "kind": gap.kind,
        "comment_id": gap.comment_id,
        "day": day,
        "note_digest": "",
        "content": "",
    }


def _joined(links: Iterable[Link]) -> Iterator[Link]:
    """Give links their places at the end of the chain."""
    last = last_link()
    position, previous = (last.position, last.hash) if last else (0, BEGINNING)
    for each in links:
        position += 1
        link = {**each, "position": position, "previous": previous}
        previous = hash_of_link(link)
        yield {**link, "hash": previous}


def _write(links: list[Link], changes: Sequence[Mapping[Any, Any]], salts: list[str]) -> None:
    if links:
        connection().execute(insert(table_of(LogLink)), links)
    places = [
        {"change": change["id"], "place": link["position"], "salt": salt}
        for change, link, salt in zip(changes, links, salts, strict=False)
    ]
    if places:
        connection().execute(_PLACE, places)


def _forget_gaps(gaps: Sequence[LogGap]) -> None:
    if gaps:
        db.session.execute(delete(LogGap).where(LogGap.id.in_([each.id for each in gaps])))
