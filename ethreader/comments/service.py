"""Rules that write comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import CTE, bindparam, or_, select, update
from sqlalchemy.exc import IntegrityError

from ethreader.base.db import db
from ethreader.base.errors import Conflict
from ethreader.base.markup import comment_html
from ethreader.comments.drafts import Draft, EditedText
from ethreader.comments.models import Comment, State, Voice
from ethreader.comments.queries import (
    comment_by_idempotency_key,
    comment_by_public_id,
    has_replies,
    pinned_comment,
    published_row,
    same_text_since,
    waiting_comments,
)
from ethreader.events.models import CommentPolicy, Event
from ethreader.events.queries import lock_event
from ethreader.i18n.texts import Text, lazy_gettext
from ethreader.retention.service import forget_about
from ethreader.screening.flags import Flag

# Without a key from the browser, the same words by the same name within this time are a
# second click, not a second comment.
REPEAT_WINDOW = timedelta(minutes=10)


class CommentsClosed(Conflict):
    """The event takes no comments any more."""

    title = lazy_gettext("Comments are closed")
    sentence = lazy_gettext(
        "Comments on this event are closed, so this one was not stored. "
        "Your text is still here: copy it if you want to keep it."
    )


class ParentNotVisible(Conflict):
    """The comment to be answered is not on the page any more."""

    title = lazy_gettext("The comment you answer is gone")
    sentence = lazy_gettext(
        "The comment you are answering is no longer shown. "
        "Your text is still here: send it again to post it as a comment of its own."
    )


class NothingToAnswer(ParentNotVisible):
    """What moderators would answer is not on the page any more."""

    sentence = lazy_gettext(
        "This comment is no longer shown, so your answer was not published. "
        "Your text is still here: copy it if you want to keep it."
    )


class NothingToPin(Conflict):
    """Only what begins a branch, and is shown, can stand first."""

    title = lazy_gettext("That cannot be pinned")
    sentence = lazy_gettext("Only a published comment that answers no other one can be pinned.")


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
    is_key_free = comment_by_idempotency_key(draft.idempotency_digest) is None
    parent = _parent(event, draft)
    comment = Comment(
        event_id=event.id,
        parent_id=parent.id if parent else None,
        root_id=(parent.root_id or parent.id) if parent else None,
        idempotency_key=draft.idempotency_digest if is_key_free else None,
        name=draft.name,
        body=draft.body,
        body_html=comment_html(draft.body),
        state=State.PENDING,
        flags=[notice.value for notice in flags],
        received_on=now.astimezone(zone).date(),
        received_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(comment)
    except IntegrityError:
        earlier = comment_by_idempotency_key(draft.idempotency_digest)
        if earlier is None:  # Some other constraint: a bug, not a double click.
            raise
        return Receipt(comment=earlier, is_new=False)
    if event.comments is CommentPolicy.OPEN and not flags:
        set_state(comment, State.PUBLISHED)
    return Receipt(comment=comment, is_new=True)


def publish_official_reply(parent: Comment, words: str, *, voice: Voice, today: date) -> Comment:
    """Publish an answer in the name of the moderators or of the organisation.

    Raises `NothingToAnswer`. A closed thread takes it: the last word may be needed there.
    """
    if not parent.is_public:
        raise NothingToAnswer
    comment = Comment(
        event_id=parent.event_id,
        parent_id=parent.id,
        root_id=parent.root_id or parent.id,
        name="",
        body=words,
        body_html=comment_html(words),
        state=State.PENDING,
        flags=[],
        received_on=today,
        voice=voice,
    )
    db.session.add(comment)
    db.session.flush()
    set_state(comment, State.PUBLISHED)
    return comment


def pin(comment: Comment) -> None:
    """Put a comment before all others of its event, in the place of the one that was there.

    Raises `NothingToPin` unless it begins a branch and is shown.
    """
    if comment.root_id is not None or not comment.is_public:
        raise NothingToPin
    lock_event(comment.event)
    earlier = pinned_comment(comment.event)
    if earlier is not None:
        earlier.is_pinned = False
        db.session.flush()
    comment.is_pinned = True


def unpin(comment: Comment) -> None:
    """Let a comment stand where it came."""
    comment.is_pinned = False


def refuse_if_closed(event: Event, *, today: date, sentence: Text | None = None) -> None:
    """Raise `CommentsClosed` where no comment can be left."""
    if not event.takes_comments(today):
        raise CommentsClosed(sentence)


def set_state(comment: Comment, state: State) -> None:
    """Move a comment to `state`; once decided on, it keeps its day only."""
    _move(comment, state)
    comment.received_at = None


def edit_comment(
    comment: Comment, words: EditedText, *, flags: Sequence[Flag], now: datetime
) -> None:
    """Put other words in place of a comment's; nobody has approved them, so they wait anew."""
    if (comment.name, comment.body) == (words.name, words.body):
        return
    if comment.replied_body is None and has_replies(comment):
        comment.replied_body = comment.body
    comment.is_edited = comment.is_edited or comment.publication_no is not None
    comment.flags = [notice.value for notice in flags]
    comment.name = words.name
    comment.body = words.body
    comment.body_html = comment_html(words.body)
    if comment.is_public and comment.event.comments is CommentPolicy.OPEN and not flags:
        return  # As it would have been published at once.
    _move(comment, State.PENDING)
    comment.received_at = now


def withdraw_comment(comment: Comment) -> None:
    """Take text and name out of the database; answers to it keep their place."""
    forget_text(comment)
    comment.flags = []
    set_state(comment, State.WITHDRAWN)


def erase_comment(public_id: str, _now: datetime) -> bool:
    """Withdraw a comment for good, and forget all that is kept about it."""
    comment = comment_by_public_id(public_id)
    if comment is None or comment.state is State.WITHDRAWN:
        return False
    withdraw_comment(comment)
    forget_about(comment.id)
    return True


def forget_text(comment: Comment) -> None:
    """Take the words of a refused comment out of the database; that it was refused stays."""
    comment.name = comment.body = comment.body_html = ""
    comment.replied_body = None
    comment.idempotency_key = None


def publish_all_waiting() -> int:
    """Publish everything that waits and return how many that were."""
    published = 0
    while batch := waiting_comments(limit=500):
        for comment in batch:
            set_state(comment, State.PUBLISHED)
        db.session.flush()
        published += len(batch)
    return published


def recount(event: Event) -> None:
    """Count anew what the states of an event's comments say, after they came in by another way."""
    rows = db.session.execute(
        select(Comment.id, Comment.parent_id, Comment.state, Comment.publication_no)
        .where(Comment.event_id == event.id)
        .order_by(Comment.id)
    ).all()
    answers = dict.fromkeys((row.id for row in rows), 0)
    roots: dict[int, int | None] = {}
    for row in rows:  # Parents first: an answer comes after.
        roots[row.id] = (roots[row.parent_id] or row.parent_id) if row.parent_id else None
    for row in reversed(rows):
        if row.parent_id:
            answers[row.parent_id] += answers[row.id] + (row.state is State.PUBLISHED)
    publication_count = {row.id: row.publication_no for row in rows}
    for row in rows:
        if row.state is State.PUBLISHED and row.publication_no is None:
            event.publication_count += 1
            publication_count[row.id] = event.publication_count
    if rows:
        # The table and not the model: a count is no new version of what somebody wrote.
        table = Comment.metadata.tables[Comment.__tablename__]
        db.session.connection().execute(
            update(table).where(table.c.id == bindparam("row_id")),
            [
                {
                    "row_id": row.id,
                    "root_id": roots[row.id],
                    "reply_count": answers[row.id],
                    "is_visible": row.state is State.PUBLISHED or answers[row.id] > 0,
                    "publication_no": publication_count[row.id],
                }
                for row in rows
            ],
        )
    event.comment_count = sum(row.state is State.PUBLISHED for row in rows)


def _move(comment: Comment, state: State) -> None:
    """Change a comment's state and, with it, what the event and the comments above count."""
    was_public, comment.state = comment.is_public, state
    step = comment.is_public - was_public
    if not step:
        return
    # The event's row first, always: whoever changes a thread at the same time waits here.
    publication_no = db.session.scalar(
        update(Event)
        .where(Event.id == comment.event_id)
        .values(
            comment_count=Event.comment_count + step,
            publication_count=Event.publication_count + max(step, 0),
        )
        .returning(Event.publication_count)
        .execution_options(synchronize_session=False)
    )
    if comment.is_public:
        comment.publication_no = publication_no
    else:
        comment.is_pinned = False
    comment.is_visible = comment.is_public or Comment.reply_count > 0
    db.session.flush()
    answers = Comment.reply_count + step
    db.session.execute(
        update(Comment)
        .where(Comment.id.in_(select(_above(comment).c.id)))
        .values(reply_count=answers, is_visible=or_(Comment.state == State.PUBLISHED, answers > 0))
        .execution_options(synchronize_session=False)
    )


def _above(comment: Comment) -> CTE:
    """Return the ids of the comments that a comment stands below, up to the branch's beginning."""
    up = (
        select(Comment.parent_id.label("id"))
        .where(Comment.id == comment.id, Comment.parent_id.is_not(None))
        .cte("above", recursive=True)
    )
    further = select(Comment.parent_id).join(up, Comment.id == up.c.id)
    return up.union_all(further.where(Comment.parent_id.is_not(None)))


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
