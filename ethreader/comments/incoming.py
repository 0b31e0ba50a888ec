"""How comments come in from readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError

from ethreader.base.db import db
from ethreader.base.errors import Conflict
from ethreader.comments.drafts import Draft
from ethreader.comments.log import Cause
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import (
    comment_by_idempotency_key,
    published_row,
    same_text_since,
)
from ethreader.comments.transition import transition
from ethreader.events.models import CommentPolicy, Event
from ethreader.events.queries import lock_event
from ethreader.i18n.texts import Text, lazy_gettext
from ethreader.screening.flags import Flag

# Without a key from the browser, the same words by the same name within this time are a
# second click, not a second comment.
REPEAT_WINDOW = timedelta(minutes=10)


class CommentsClosed(Conflict):
    """The event takes no comments any more."""

    title = lazy_gettext("Comments are closed")
    sentence = lazy_gettext(
        "Comments on this event are closed, so your comment was not saved. Your text is "
        "still here: copy it if you want to keep it."
    )


class ParentNotVisible(Conflict):
    """The comment that a reply is for is not on the page any more."""

    title = lazy_gettext("The comment you are replying to is gone")
    sentence = lazy_gettext(
        "The comment you are replying to is no longer shown. Your text is still here: send "
        "it again to post it as a new comment."
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
        return self.is_new or (
            draft.idempotency_key is not None
            and draft.idempotency_digest == self.comment.idempotency_key
        )


def submit_comment(
    event: Event, draft: Draft, *, flags: Sequence[Flag], zone: ZoneInfo, now: datetime
) -> Receipt:
    """Hold `draft` for review; the same form sent twice is stored once.

    Where the event's comments are open, it is published unless something was noticed.
    Raises `CommentsClosed` or `ParentNotVisible`.
    """
    lock_event(event)  # One at a time, or two clicks at once would both be the first.
    earlier = _sent_before(event, draft, now=now)
    if earlier is not None:
        return Receipt(comment=earlier, is_new=False)
    refuse_if_closed(event, today=now.astimezone(zone).date())
    comment = _from_draft(event, draft, flags=flags, zone=zone, now=now)
    try:
        with db.session.begin_nested():
            db.session.add(comment)
    except IntegrityError:
        earlier = comment_by_idempotency_key(draft.idempotency_digest)
        if earlier is None:  # Some other constraint: a bug, not a double click.
            raise
        return Receipt(comment=earlier, is_new=False)
    if event.comments is CommentPolicy.OPEN and not flags:
        transition(comment, State.PUBLISHED, cause=Cause.OPEN_EVENT, now=now)
    return Receipt(comment=comment, is_new=True)


def refuse_if_closed(event: Event, *, today: date, sentence: Text | None = None) -> None:
    """Raise `CommentsClosed` where no comment can be left."""
    if not event.takes_comments(today):
        raise CommentsClosed(sentence)


def _from_draft(
    event: Event, draft: Draft, *, flags: Sequence[Flag], zone: ZoneInfo, now: datetime
) -> Comment:
    is_key_free = comment_by_idempotency_key(draft.idempotency_digest) is None
    parent = _parent(event, draft)
    return Comment(
        event_id=event.id,
        parent_id=parent.id if parent else None,
        root_id=(parent.root_id or parent.id) if parent else None,
        idempotency_key=draft.idempotency_digest if is_key_free else None,
        name=draft.name,
        body=draft.body,
        body_html=draft.body_html,
        state=State.PENDING,
        flags=[flag.value for flag in flags],
        received_on=now.astimezone(zone).date(),
        received_at=now,
    )


def _sent_before(event: Event, draft: Draft, *, now: datetime) -> Comment | None:
    """Return the comment that this draft is the second sending of.

    A key that comes back with other words is somebody who mended the text after an answer
    got lost: those words are news and must not vanish.
    """
    by_key = comment_by_idempotency_key(draft.idempotency_digest)
    if by_key is None and draft.idempotency_key:
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
        raise ParentNotVisible
    return parent
