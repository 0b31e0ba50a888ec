"""Threads of any size whose pages are alike: a hundred comments, again and again.

Each hundred is forty branches with none to three replies, so that a first page holds forty
branches and a hundred comments, however long the thread.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, insert, select

from ethreader.base.db import db
from ethreader.base.markup import comment_html
from ethreader.base.topics import thread_of
from ethreader.comments.counts import recount
from ethreader.comments.models import Comment, State
from ethreader.demo.phrases import OPENINGS, REPLIES, example_name
from ethreader.events.models import Event
from tests.conftest import ZONE
from tests.times import utcnow

BLOCK, BRANCHES = 100, 40
SENTENCES = 4  # About 300 characters.
AT_ONCE = 10_000


def make_thread(event: Event, count: int) -> None:
    """Put so many hundreds of published comments under an event; the caller commits."""
    assert count % BLOCK == 0
    first = (db.session.scalar(select(func.max(Comment.id))) or 0) + 1
    rows = list(_rows(event, count, first=first))
    changes = {"changes": (thread_of(event.id),)}
    for begin in range(0, count, AT_ONCE):
        some = rows[begin : begin + AT_ONCE]
        db.session.execute(insert(Comment), some, execution_options=changes)
    db.session.refresh(event)
    recount(event)


def _rows(event: Event, count: int, *, first: int) -> Iterator[dict[str, Any]]:
    html = {body: comment_html(body) for body in map(_body, range(BLOCK))}
    today = utcnow().astimezone(ZONE).date()
    replies = [root for root in range(BRANCHES) for _ in range(root % 4)]
    for number in range(count):
        begin, place = first + number - number % BLOCK, number % BLOCK
        root = None if place < BRANCHES else begin + replies[place - BRANCHES]
        body = _body(place)
        yield {
            "id": first + number,
            "event_id": event.id,
            "parent_id": root,
            "root_id": root,
            "name": example_name(number),
            "body": body,
            "body_html": html[body],
            "state": State.PUBLISHED,
            "flags": [],
            "received_on": today,
        }


def _body(place: int) -> str:
    said = (*OPENINGS, *REPLIES)
    return " ".join(said[(place + each) % len(said)] for each in range(SENTENCES))
