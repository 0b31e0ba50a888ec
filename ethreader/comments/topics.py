"""What of the readers' pages a comment is shown on."""

from collections.abc import Iterable

from sqlalchemy import inspect

from ethreader.base.topics import added_to, thread_of
from ethreader.comments.models import Comment, State


def topics_of_comment(comment: Comment) -> Iterable[str]:
    """Return what a changed comment changes: nothing, if readers have never seen it."""
    states = inspect(comment).attrs.state.history.sum()
    if comment.publication_no is None and State.PUBLISHED not in states:
        return ()
    thread = thread_of(comment.event_id)
    return (added_to(thread) if _only_appears(comment) else thread,)


def _only_appears(comment: Comment) -> bool:
    """Tell whether a comment becomes public, which no reader could see until now."""
    state = inspect(comment).attrs.state.history
    return state.added == [State.PUBLISHED] and State.PUBLISHED not in (state.deleted or ())
