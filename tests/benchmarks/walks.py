"""A thread of a thousand comments, walked by links alone while others are being published."""

import html
from collections import Counter, deque
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment
from ethreader.comments.threads import Order
from ethreader.demo.seeding import seed_thread
from ethreader.demo.service import load_demo
from ethreader.events.models import Event
from tests.benchmarks.instance import HELD
from tests.benchmarks.places import COMMENTS
from tests.comments.forms import comment_ids
from tests.comments.walking import MORE
from tests.conftest import ZONE, make_app, make_comment
from tests.times import utcnow
from tests.visitors import HTMX

SIZE = 1_000
MEANWHILE = 50  # Comments that are published during a walk.


@dataclass(frozen=True, kw_only=True)
class Walk:
    """What was met on the way."""

    order: Order
    pages: int
    there: int  # Before it was begun.
    missed: int
    twice: int


def walks(folder: Path, *, size: int = SIZE) -> list[Walk]:
    """Walk the thread in each order."""
    app = make_app(folder / "walked", ETHREADER_LIMITS="off")
    with app.app_context():
        begin_write_transaction()
        load_demo(default_zone=ZONE, now=utcnow())
        event = db.session.scalars(select(Event).where(Event.slug == HELD)).one()
        seed_thread(event, size, zone=ZONE, now=utcnow())
        db.session.commit()
        walked = [_walk(app.test_client(), event, order) for order in Order]
        db.session.remove()
        db.engine.dispose()
    return walked


def _walk(client: FlaskClient, event: Event, order: Order) -> Walk:
    """Follow every link to more while comments are published."""
    before = set(_visible(event))
    seen: Counter[str] = Counter()
    waiting, pages, added = deque([f"{COMMENTS}?order={order.value}"]), 0, 0
    while waiting:
        page = client.get(waiting.popleft().partition("#")[0], headers=HTMX).text
        seen.update(comment_ids(page))
        waiting += [html.unescape(link) for link in MORE.findall(page)]
        pages += 1
        if added < MEANWHILE:
            make_comment(event, body=f"Meanwhile {order} {added}.")
            added += 1
    return Walk(
        order=order,
        pages=pages,
        there=len(before),
        missed=len(before - seen.keys()),
        twice=sum(times > 1 for times in seen.values()),
    )


def _visible(event: Event) -> list[str]:
    query = select(Comment.public_id).where(Comment.event_id == event.id, Comment.is_visible)
    return list(db.session.scalars(query))
