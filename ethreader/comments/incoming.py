"""How comments come in from readers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ethreader.base.errors import Conflict
from ethreader.comments.arrivals import Known, known_of, store_published, store_waiting
from ethreader.comments.drafts import Draft
from ethreader.comments.mails import tell_of_reply
from ethreader.comments.models import State, new_public_id
from ethreader.comments.queries import same_text_since
from ethreader.events.models import Event
from ethreader.events.terms import CommentTerms
from ethreader.i18n.texts import Text, lazy_gettext
from ethreader.screening.flags import Flag, are_to_be_read_first
from ethreader.screening.urgency import urgency_of

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

    comment_id: int
    public_id: str
    is_public: bool
    is_new: bool
    idempotency_key: str | None

    def is_for(self, draft: Draft) -> bool:
        """Tell whether the sender of `draft` surely wrote the comment.

        Somebody else may by chance send the same few words without a key.
        """
        return self.is_new or (
            draft.idempotency_key is not None and draft.idempotency_digest == self.idempotency_key
        )


def submit_comment(
    terms: CommentTerms, draft: Draft, *, flags: Sequence[Flag], zone: ZoneInfo, now: datetime
) -> Receipt:
    """Hold `draft` for review; the same form sent twice is stored once.

    Where the event's comments are open, it is published unless something was noticed. Raises
    `CommentsClosed` or `ParentNotVisible`. Whoever calls holds the event: or two clicks at once
    would both be the first.
    """
    known = known_of(key=draft.idempotency_digest, parent=draft.parent)
    if (earlier := _sent_before(terms, draft, known, now=now)) is not None:
        return _receipt_of(earlier, is_new=False)
    today = now.astimezone(zone).date()
    refuse_if_closed(terms, today=today)
    parent = _parent(terms, draft, known)
    values = {
        **_place_of(terms, parent),
        **_words_of(draft),
        "idempotency_key": None if known.by_key else draft.idempotency_digest,
        "flags": [flag.value for flag in flags],
        "urgency": urgency_of(flags),
        "received_on": today,
    }
    store = _publish if terms.is_open and not are_to_be_read_first(flags) else _hold
    return store(values, parent, now=now)


def _place_of(terms: CommentTerms, parent: Any) -> dict[str, Any]:
    return {
        "public_id": new_public_id(),
        "event_id": terms.event_id,
        "parent_id": parent.id if parent else None,
        "root_id": (parent.root_id or parent.id) if parent else None,
    }


def _words_of(draft: Draft) -> dict[str, str]:
    return {"name": draft.name, "body": draft.body, "body_html": draft.body_html}


def _hold(values: Mapping[str, Any], _parent: Any, *, now: datetime) -> Receipt:
    return _receipt_of(store_waiting(values, now=now), is_new=True)


def _publish(values: Mapping[str, Any], parent: Any, *, now: datetime) -> Receipt:
    row = store_published(values, now=now)
    if parent is not None and parent.contact_id is not None:
        tell_of_reply(parent.contact_id, row.id, now=now)
    return _receipt_of(row, is_new=True)


def refuse_if_closed(
    event: Event | CommentTerms, *, today: date, sentence: Text | None = None
) -> None:
    """Raise `CommentsClosed` where no comment can be left."""
    if not event.takes_comments(today):
        raise CommentsClosed(sentence)


def _receipt_of(row: Any, *, is_new: bool) -> Receipt:
    return Receipt(
        comment_id=row.id,
        public_id=row.public_id,
        is_public=row.state is State.PUBLISHED,
        is_new=is_new,
        idempotency_key=row.idempotency_key,
    )


def _sent_before(terms: CommentTerms, draft: Draft, known: Known, *, now: datetime) -> Any:
    """Return the comment that this draft is the second sending of.

    A key that comes back with other words is somebody who mended the text after an answer
    got lost: those words are news and must not vanish.
    """
    if known.by_key is None and draft.idempotency_key:
        return None
    if known.by_key is not None and _says_the_same(known.by_key, terms, draft):
        return known.by_key
    parent = _parent(terms, draft, known)
    return same_text_since(
        now - REPEAT_WINDOW,
        event_id=terms.event_id,
        parent_id=parent.id if parent else None,
        name=draft.name,
        body=draft.body,
    )


def _says_the_same(row: Any, terms: CommentTerms, draft: Draft) -> bool:
    return (row.event_id, row.name, row.body) == (terms.event_id, draft.name, draft.body)


def _parent(terms: CommentTerms, draft: Draft, known: Known) -> Any:
    if not draft.parent:
        return None
    parent = known.parent
    if parent is None or parent.event_id != terms.event_id or parent.state is not State.PUBLISHED:
        raise ParentNotVisible
    return parent
