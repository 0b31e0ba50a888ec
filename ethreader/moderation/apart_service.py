"""The rule by which a comment leaves the shelf of what waits apart, undecided."""

from ethreader.comments.models import Comment
from ethreader.comments.transition import NoSuchMove
from ethreader.moderation.service import refuse_if_changed
from ethreader.screening.urgency import Urgency


def move_to_queue(comment: Comment, *, seen_version: int) -> None:
    """Let a comment that was set apart wait among the others, as one to be read soon.

    What was noticed of it stays. A second press moves nothing more.
    Raises `ChangedSinceSeen`, and `NoSuchMove` where it does not wait apart.
    """
    if comment.urgency == Urgency.SOON and comment.version == seen_version + 1:
        return
    refuse_if_changed(comment, seen_version)
    if not comment.is_set_apart:
        raise NoSuchMove
    comment.urgency = Urgency.SOON
    comment.version += 1
