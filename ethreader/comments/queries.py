"""Reads about comments. What the public may see leaves here as `PublicComment` only."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ethreader.comments.models import PUBLIC_ID, Comment, State
from ethreader.comments.threads import PublicComment, Thread, arrange
from ethreader.db import db
from ethreader.events.models import Event


def published_thread(event: Event) -> Thread:
    """Return what readers see under an event, oldest first."""
    shown = db.session.scalars(
        select(Comment).where(Comment.event_id == event.id, Comment.state == State.PUBLISHED)
    ).all()
    rows = {row.id: row for row in shown}
    _add_missing_ancestors(rows)
    public_ids = {row.id: row.public_id for row in rows.values()}
    return arrange(_public(rows[key], public_ids) for key in sorted(rows))


def published_comment(public_id: str) -> PublicComment | None:
    """Return a comment as the public sees it, or nothing if it does not see it."""
    row = published_row(public_id)
    if row is None:
        return None
    parent = {row.parent.id: row.parent.public_id} if row.parent else {}
    return _public(row, parent)


def published_row(public_id: str) -> Comment | None:
    """Return a published comment's record, for rules; pages take `published_comment`."""
    if not _is_public_id(public_id):
        return None
    return db.session.scalar(
        select(Comment).where(Comment.public_id == public_id, Comment.state == State.PUBLISHED)
    )


def comment_by_id(public_id: str) -> Comment | None:
    """Return a comment's record in any state, with what a moderator reads it in."""
    if not _is_public_id(public_id):
        return None
    return db.session.scalar(
        select(Comment)
        .where(Comment.public_id == public_id)
        .options(joinedload(Comment.event), joinedload(Comment.parent))
    )


def comment_with_key(comment_id: int) -> Comment | None:
    """Return a comment by the database's own id, with its event."""
    return db.session.scalar(
        select(Comment).where(Comment.id == comment_id).options(joinedload(Comment.event))
    )


def state_of(comment_id: int) -> State | None:
    """Return the state of a comment by the database's own id."""
    return db.session.scalar(select(Comment.state).where(Comment.id == comment_id))


def comment_by_key(key_digest: str | None) -> Comment | None:
    """Return the comment that a browser sent under a key, by the key's digest."""
    if key_digest is None:
        return None
    return db.session.scalar(select(Comment).where(Comment.key == key_digest))


def same_text_since(
    moment: datetime, *, event: Event, parent: Comment | None, name: str, body: str
) -> Comment | None:
    """Return a comment with the same words by the same name in the same place."""
    return db.session.scalar(
        select(Comment)
        .where(
            Comment.event_id == event.id,
            Comment.parent_id == (parent.id if parent else None),
            Comment.name == name,
            Comment.body == body,
            Comment.received_at >= moment,
        )
        .limit(1)
    )


def waiting_comments(*, limit: int) -> Sequence[Comment]:
    """Return what waits for a decision, oldest first, with what it is read in."""
    return db.session.scalars(
        select(Comment)
        .where(Comment.state == State.PENDING)
        .order_by(Comment.id)
        .limit(limit)
        .options(joinedload(Comment.event), joinedload(Comment.parent))
    ).all()


def waiting_count() -> int:
    """Count what waits for a decision."""
    query = select(func.count()).select_from(Comment).where(Comment.state == State.PENDING)
    return db.session.scalar(query) or 0


def published_counts(events: Iterable[Event]) -> dict[int, int]:
    """Return how many comments readers see under each event, by the event's id."""
    rows = db.session.execute(
        select(Comment.event_id, func.count())
        .where(
            Comment.state == State.PUBLISHED, Comment.event_id.in_([event.id for event in events])
        )
        .group_by(Comment.event_id)
    )
    return dict(rows.all())


def _is_public_id(text: str) -> bool:
    """Tell whether a text from outside is worth a look: a NUL in it stops PostgreSQL."""
    return re.fullmatch(PUBLIC_ID, text) is not None


def _add_missing_ancestors(rows: dict[int, Comment]) -> None:
    """Add the hidden comments that hold shown answers, up to the top of the thread."""
    while missing := {
        row.parent_id for row in rows.values() if row.parent_id and row.parent_id not in rows
    }:
        found = db.session.scalars(select(Comment).where(Comment.id.in_(missing)))
        rows.update((row.id, row) for row in found)


def _public(row: Comment, public_ids: dict[int, str]) -> PublicComment:
    parent = public_ids.get(row.parent_id) if row.parent_id else None
    if not row.is_public:
        return PublicComment(
            id=row.public_id, parent=parent, name="", html="", day=row.received_on, is_stub=True
        )
    return PublicComment(
        id=row.public_id, parent=parent, name=row.name, html=row.body_html, day=row.received_on
    )
