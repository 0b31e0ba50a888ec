"""What of the readers' pages a comment is shown on."""

from collections.abc import Iterable

from sqlalchemy import inspect

from ethreader.base.topics import thread_of
from ethreader.comments.models import Comment, State


def topics_of_comment(comment: Comment) -> Iterable[str]:
    """Return what a changed comment changes: nothing, if readers have never seen it."""
    states = inspect(comment).attrs.state.history.sum()
    was_seen = comment.publication_no is not None or State.PUBLISHED in states
    return (thread_of(comment.event_id),) if was_seen else ()
