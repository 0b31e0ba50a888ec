"""What becomes of comments when their event is deleted for good."""

from sqlalchemy import delete, select

from ethreader.base.content_state import ContentKind
from ethreader.base.db import db
from ethreader.comments.gap_service import remove_changes_of
from ethreader.comments.models import Comment
from ethreader.publishing.registry import Removed
from ethreader.retention.service import forget_about_all


def forget_comments_of(removed: Removed) -> None:
    """Delete all comments under an event, with all that is kept about them."""
    if removed.kind is not ContentKind.EVENT:
        return
    under_it = Comment.event_id == removed.item_id
    ids = select(Comment.id).where(under_it)
    forget_about_all(ids)
    remove_changes_of(ids)
    db.session.execute(delete(Comment).where(under_it))
