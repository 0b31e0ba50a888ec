"""A comment as the public sees it, made from its record: here alone records become values."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

from ethreader.comments.models import Comment, State
from ethreader.comments.threads import PublicComment

# What a page reads of a comment: no more than readers see, and what puts it in its place.
SHOWN: tuple[Any, ...] = (
    Comment.id,
    Comment.public_id,
    Comment.parent_id,
    Comment.root_id,
    Comment.name,
    Comment.body_html,
    Comment.received_on,
    Comment.state,
    Comment.is_edited,
    Comment.is_pinned,
    Comment.voice,
    Comment.reply_count,
)


class Shown(Protocol):
    """What was read by `SHOWN`; a whole record has it as well."""

    id: Any
    public_id: Any
    parent_id: Any
    root_id: Any
    name: Any
    body_html: Any
    received_on: Any
    state: Any
    is_edited: Any
    is_pinned: Any
    voice: Any
    reply_count: Any


def public_comment(
    row: Shown, public_ids: Mapping[int, str] = MappingProxyType({})
) -> PublicComment:
    """Return a comment as the public sees it; `public_ids` name its parent and its root.

    Without them it is told apart from its place.
    """
    # What is not public lends its place and its day, and nothing that somebody wrote.
    is_stub = row.state is not State.PUBLISHED
    return PublicComment(
        id=row.public_id,
        parent=public_ids.get(row.parent_id) if row.parent_id else None,
        root=public_ids.get(row.root_id, "") if row.root_id else None,
        name="" if is_stub else row.name,
        html="" if is_stub else row.body_html,
        day=row.received_on,
        is_stub=is_stub,
        is_edited=row.is_edited and not is_stub,
        is_pinned=row.is_pinned and not is_stub,
        voice=row.voice.value if row.voice and not is_stub else None,
        reply_count=row.reply_count,
    )
