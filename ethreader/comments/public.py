"""A comment as the public sees it, made from its record: here alone records become values."""

from collections.abc import Mapping
from types import MappingProxyType

from ethreader.comments.models import Comment
from ethreader.comments.row_queries import ShownRow
from ethreader.comments.threads import PublicComment


def public_comment(
    row: Comment | ShownRow, public_ids: Mapping[int, str] = MappingProxyType({})
) -> PublicComment:
    """Return a comment as the public sees it; `public_ids` name its parent and its root.

    Without them it is told apart from its place.
    """
    # What is not public lends its place and its day, and nothing that somebody wrote.
    is_shown = bool(row.is_public)
    return PublicComment(
        id=row.public_id,
        parent=public_ids.get(row.parent_id) if row.parent_id else None,
        root=public_ids.get(row.root_id, "") if row.root_id else None,
        name=row.name if is_shown else "",
        html=row.body_html if is_shown else "",
        day=row.received_on,
        is_stub=not is_shown,
        is_edited=is_shown and bool(row.is_edited),
        is_pinned=is_shown and bool(row.is_pinned),
        voice=str(row.voice) if row.voice and is_shown else None,
        reply_count=row.reply_count,
    )
