"""The demo's conversations: a few that are written down, and a long one made of phrases."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ethreader.base.db import db
from ethreader.comments.drafts import Draft
from ethreader.comments.incoming import submit_comment
from ethreader.comments.log import Cause
from ethreader.comments.models import Comment, State
from ethreader.comments.transition import transition
from ethreader.demo.phrases import OPENINGS, REPLIES, example_name
from ethreader.events.models import Event

LONG_THREAD_SIZE = 45


def publish_conversation(
    event: Event,
    remarks: Sequence[Mapping[str, Any]],
    *,
    reply_to: Comment | None = None,
    zone: ZoneInfo,
    now: datetime,
) -> None:
    """Publish remarks, each a `name`, a `text` and perhaps `replies` of the same shape."""
    for remark in remarks:
        comment = _publish(
            event,
            name=remark["name"],
            body=remark["text"],
            reply_to=reply_to,
            zone=zone,
            now=now,
        )
        replies = remark.get("replies", ())
        publish_conversation(event, replies, reply_to=comment, zone=zone, now=now)


def publish_long_thread(event: Event, *, zone: ZoneInfo, now: datetime) -> None:
    """Publish a thread that is long and deep enough to show how one reads, one comment a day."""
    said: list[Comment] = []
    noon = now.replace(hour=12)  # Midnight in between would give one day twice.
    for number in range(LONG_THREAD_SIZE):
        # Every third opens a new branch; the others reply to something said shortly before.
        parent = said[number - 1 - number % 5 // 2] if number % 3 else None
        words = REPLIES if parent else OPENINGS
        comment = _publish(
            event,
            name=example_name(number),
            body=f"{words[number % len(words)]} (Example {number + 1}.)",
            reply_to=parent,
            zone=zone,
            now=noon - timedelta(days=LONG_THREAD_SIZE - number),
        )
        said.append(comment)


def _publish(
    event: Event,
    *,
    name: str,
    body: str,
    reply_to: Comment | None,
    zone: ZoneInfo,
    now: datetime,
) -> Comment:
    draft = Draft(
        name=name,
        body=body.strip(),
        parent=reply_to.public_id if reply_to else None,
        idempotency_key=None,
        stamped_at=now,
    )
    terms = replace(event.comment_terms, is_closed=False, is_open=False)
    receipt = submit_comment(terms, draft, flags=(), zone=zone, now=now)
    comment = db.session.get_one(Comment, receipt.comment_id)
    transition(comment, State.PUBLISHED, cause=Cause.COMMAND, now=now)
    return comment
