"""Rules that write comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError

from ethreader.comments.drafts import Draft
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import (
    comment_by_key,
    published_row,
    same_text_since,
    waiting_comments,
)
from ethreader.db import db
from ethreader.events.models import CommentPolicy, Event
from ethreader.events.queries import hold_event
from ethreader.markup import comment_html
from ethreader.refusals import Conflict
from ethreader.screening import Notice

# Without a key from the browser, the same words by the same name within this time are a
# second click, not a second comment.
REPEAT_WINDOW = timedelta(minutes=10)


class CommentsClosed(Conflict):
    """The event takes no comments any more."""

    title = "Comments are closed"
    sentence = (
        "Comments on this event are closed, so this one was not stored. "
        "Your text is still here: copy it if you want to keep it."
    )


class ParentNotShown(Conflict):
    """The comment to be answered is not on the page any more."""

    title = "The comment you answer is gone"
    sentence = (
        "The comment you are answering is no longer shown. "
        "Your text is still here: send it again to post it as a comment of its own."
    )


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A comment that is safely stored; `is_new` is false for the second click."""

    comment: Comment
    is_new: bool

    def is_for(self, draft: Draft) -> bool:
        """Tell whether the sender of `draft` surely wrote the comment.

        Somebody else may by chance send the same few words without a key.
        """
        return self.is_new or (draft.key is not None and draft.key_digest == self.comment.key)


def submit_comment(
    event: Event, draft: Draft, *, held_for: Sequence[Notice], zone: ZoneInfo, now: datetime
) -> Receipt:
    """Hold `draft` for review; the same form sent twice is stored once.

    Raises `CommentsClosed` or `ParentNotShown`.
    """
    hold_event(event)  # One at a time, or two clicks at once would both be the first.
    earlier = _sent_before(event, draft, now=now)
    if earlier is not None:
        return Receipt(comment=earlier, is_new=False)
    refuse_if_closed(event)
    key_is_free = comment_by_key(draft.key_digest) is None
    comment = Comment(
        event_id=event.id,
        parent_id=_id_of(_parent(event, draft)),
        key=draft.key_digest if key_is_free else None,
        name=draft.name,
        body=draft.body,
        body_html=comment_html(draft.body),
        state=State.PENDING,
        held_for=[notice.value for notice in held_for],
        received_on=now.astimezone(zone).date(),
        received_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(comment)
    except IntegrityError:
        earlier = comment_by_key(draft.key_digest)
        if earlier is None:  # Some other constraint: a bug, not a double click.
            raise
        return Receipt(comment=earlier, is_new=False)
    return Receipt(comment=comment, is_new=True)


def refuse_if_closed(event: Event, sentence: str | None = None) -> None:
    """Raise `CommentsClosed` where no comment can be left."""
    if event.comments is CommentPolicy.CLOSED:
        raise CommentsClosed(sentence)


def set_state(comment: Comment, state: State) -> None:
    """Move a comment to `state`; once decided on, it keeps its day only."""
    comment.state = state
    comment.received_at = None


def edit_comment(comment: Comment, *, name: str, body: str, now: datetime) -> None:
    """Put other words in place of a comment's; nobody has approved them, so they wait anew."""
    if (comment.name, comment.body) == (name, body):
        return
    comment.name = name
    comment.body = body
    comment.body_html = comment_html(body)
    comment.state = State.PENDING
    comment.received_at = now


def withdraw_comment(comment: Comment) -> None:
    """Take text and name out of the database; answers to it keep their place."""
    forget_text(comment)
    comment.held_for = []
    set_state(comment, State.WITHDRAWN)


def forget_text(comment: Comment) -> None:
    """Take the words of a refused comment out of the database; that it was refused stays."""
    comment.name = comment.body = comment.body_html = ""
    comment.key = None


def publish_all_waiting() -> int:
    """Publish everything that waits and return how many that were."""
    published = 0
    while batch := waiting_comments(limit=500):
        for comment in batch:
            set_state(comment, State.PUBLISHED)
        db.session.flush()
        published += len(batch)
    return published


def _sent_before(event: Event, draft: Draft, *, now: datetime) -> Comment | None:
    """Return the comment that this draft is the second sending of.

    A key that comes back with other words is somebody who mended the text after an answer
    got lost: those words are news and must not vanish.
    """
    by_key = comment_by_key(draft.key_digest)
    if by_key is None and draft.key:
        return None
    if by_key is not None and _says_the_same(by_key, event, draft):
        return by_key
    return same_text_since(
        now - REPEAT_WINDOW,
        event=event,
        parent=_parent(event, draft),
        name=draft.name,
        body=draft.body,
    )


def _says_the_same(comment: Comment, event: Event, draft: Draft) -> bool:
    return (comment.event_id, comment.name, comment.body) == (event.id, draft.name, draft.body)


def _parent(event: Event, draft: Draft) -> Comment | None:
    if not draft.parent:
        return None
    parent = published_row(draft.parent)
    if parent is None or parent.event_id != event.id:
        raise ParentNotShown
    return parent


def _id_of(comment: Comment | None) -> int | None:
    return comment.id if comment else None
