"""A comment as the public sees it, made from its record: here alone records become values."""

from collections.abc import Mapping
from types import MappingProxyType

from ethreader.comments.models import Comment
from ethreader.comments.threads import PublicComment


def public_comment(
    row: Comment, public_ids: Mapping[int, str] = MappingProxyType({})
) -> PublicComment:
    """Return a comment as the public sees it; `public_ids` name its parent and its root.

    Without them it is told apart from its place.
    """
    # What is not public lends its place and its day, and nothing that somebody wrote.
    is_stub = not row.is_public
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
