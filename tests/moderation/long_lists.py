"""Rows of every list that moderators work from, many at once and without the rules' pace."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, update

from ethreader.accounts.log import AccessRecord
from ethreader.accounts.models import Moderator
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.log import StateChange
from ethreader.comments.models import Comment
from ethreader.events.models import Event
from ethreader.messages.models import Message
from ethreader.reports.models import Report
from tests.guards import drop_guards
from tests.times import utcnow

Rows = list[dict[str, Any]]


def write(table: type[Any], rows: Rows) -> None:
    begin_write_transaction()
    db.session.execute(insert(table), rows)
    db.session.commit()


def comments(event: Event, count: int, *, state: str) -> None:
    """Store so many comments in one state; their public ids are their numbers."""
    row = {
        "event_id": event.id,
        "body": "Words.",
        "body_html": "<p>Words.</p>\n",
        "state": state,
        "flags": [],
        "received_on": utcnow().date(),
        "is_visible": state == "published",
    }
    numbered = (
        row | {"public_id": f"{n:016x}", "name": f"Reader {n}"} for n in range(1, count + 1)
    )
    write(Comment, list(numbered))


def waiting(event: Event, count: int) -> None:
    comments(event, count, state="pending")


def published(event: Event, count: int) -> None:
    comments(event, count, state="published")


def reported(event: Event, count: int) -> None:
    published(event, count)
    said = {"reason": "hurtful", "note": "", "received_on": utcnow().date(), "settled_by": None}
    write(Report, [said | {"comment_id": n} for n in range(1, count + 1) for _ in range(2)])


def decided(event: Event, count: int) -> None:
    comments(event, count, state="rejected")
    change = {
        "moderator_id": db.session.query(Moderator).first().id,  # type: ignore[union-attr]
        "from_state": "pending",
        "to_state": "rejected",
        "cause": "decision",
        "reason": "off-topic",
        "note": "",
        "was_pinned": False,
        "was_reviewed": False,
        "changed_at": utcnow(),
    }
    write(StateChange, [change | {"comment_id": n} for n in range(1, count + 1) for _ in range(2)])
    drop_guards()  # What is decided stays decided; here it has to leave its list.
    db.session.commit()


def asked(event: Event, count: int) -> None:
    published(event, count)
    message = {"sender": "author", "body": "A question.", "sent_at": utcnow()}
    write(Message, [message | {"comment_id": n} for n in range(1, count + 1)])


def answered(event: Event, count: int) -> None:
    asked(event, count)
    message = {"sender": "moderator", "body": "A reply.", "sent_at": utcnow()}
    write(Message, [message | {"comment_id": n} for n in range(1, count + 1)])


def signed_in(_event: Event, count: int) -> None:
    begin_write_transaction()
    db.session.query(AccessRecord).delete()
    db.session.commit()
    row = {"kind": "wrong-passwords", "moderator_id": None, "count": 1}
    days = (utcnow() - timedelta(days=1, minutes=n) for n in range(count))
    write(AccessRecord, [row | {"happened_at": day} for day in days])


@dataclass(frozen=True, kw_only=True)
class List:
    """A list of the moderation pages: where it is, how it is filled, how a row leaves it."""

    path: str
    fill: Callable[[Event, int], None]
    leave: Callable[[list[int]], Any]
    is_newest_first: bool


def _to(state: str) -> Callable[[list[int]], Any]:
    return lambda ids: update(Comment).where(Comment.id.in_(ids)).values(state=state)


def _answer(ids: list[int]) -> Any:
    row = {"sender": "moderator", "body": "A reply.", "sent_at": utcnow()}
    return insert(Message).values([row | {"comment_id": each} for each in ids])


def _ask_again(ids: list[int]) -> Any:
    row = {"sender": "author", "body": "Once more.", "sent_at": utcnow()}
    return insert(Message).values([row | {"comment_id": each} for each in ids])


LISTS = {
    "queue": List(path="/moderation/", fill=waiting, leave=_to("published"), is_newest_first=False),
    "reported": List(
        path="/moderation/reported", fill=reported, leave=_to("rejected"), is_newest_first=False
    ),
    "published": List(
        path="/moderation/published", fill=published, leave=_to("rejected"), is_newest_first=True
    ),
    "decided": List(
        path="/moderation/decided",
        fill=decided,
        leave=lambda ids: (
            update(StateChange).where(StateChange.comment_id.in_(ids)).values(cause="edit")
        ),
        is_newest_first=True,
    ),
    "messages": List(path="/moderation/messages", fill=asked, leave=_answer, is_newest_first=False),
    "answered": List(
        path="/moderation/messages/answered",
        fill=answered,
        leave=_ask_again,
        is_newest_first=True,
    ),
    "sign-ins": List(
        path="/moderation/sign-ins",
        fill=signed_in,
        leave=lambda ids: delete(AccessRecord).where(AccessRecord.id.in_(ids)),
        is_newest_first=True,
    ),
}


def take_out(one: List, ids: list[int]) -> None:
    """Let rows leave a list, as somebody else's decisions do."""
    begin_write_transaction()
    db.session.execute(one.leave(ids))
    db.session.commit()
