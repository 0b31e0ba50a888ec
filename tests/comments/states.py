"""Comments in any state, as if they had always been there: nothing is recorded or mailed."""

from ethreader.base.db import db
from ethreader.comments.counts import count_publicity
from ethreader.comments.models import Comment, State


def put_in_state(comment: Comment, state: State) -> None:
    """Give a comment a state, and let the thread count it."""
    was_public, comment.state = comment.is_public, state
    comment.received_at = None
    comment.is_pinned = comment.is_pinned and comment.is_public
    comment.version += 1
    count_publicity(comment, was_public=was_public)
    db.session.flush()
