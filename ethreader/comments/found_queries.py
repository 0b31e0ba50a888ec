"""Reads of comments for those who look for words: the text, and where it stands. No name."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, select

from ethreader.base.rows import rows_of
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event


class FoundComment(NamedTuple):
    """A published comment without its writer, and its event."""

    id: int
    public_id: str
    body_html: str
    received_on: date
    slug: str
    headline: str
    name: str
    language: str


FOUND = (
    select(
        *(Comment.id, Comment.public_id, Comment.body_html, Comment.received_on),
        *(Event.slug, Event.headline, Event.name, Event.language),
    )
    .join(Comment.event)
    .where(Comment.id.in_(bindparam("ids", expanding=True)), Comment.state == State.PUBLISHED)
)


def found_comments(ids: Collection[int]) -> list[FoundComment]:
    """Return those of some comments that are published."""
    return list(map(FoundComment._make, rows_of(FOUND, {"ids": list(ids)})))
