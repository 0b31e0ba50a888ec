"""A thread of any size, for trials and benchmarks; the same size gives the same thread."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from ethreader.base.db import db
from ethreader.base.markup import comment_html
from ethreader.base.topics import thread_of
from ethreader.comments.counts import recount
from ethreader.comments.models import Comment, State
from ethreader.demo.phrases import OPENINGS, REPLIES, example_name
from ethreader.events.models import Event

DAYS = 90  # So long ago was the first comment.


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A comment that is to be: the numbers of it and of its parent, and how deep it stands."""

    number: int
    parent: int | None
    depth: int


def seed_thread(event: Event, count: int, *, zone: ZoneInfo, now: datetime) -> None:
    """Put `count` published comments under an event; the caller commits.

    Two thirds are replies, mostly to something said shortly before, so that some branches grow
    long and deep while most stay short.
    """
    chance = random.Random(count)  # noqa: S311 - a demo, no secret
    days = [_day(number, count, zone=zone, now=now) for number in range(count)]
    html = cache(comment_html)
    ids: dict[int | None, int | None] = {None: None}
    for level in _levels(count, chance):
        rows: list[dict[str, Any]] = []
        for planned in level:
            body = _words(chance, beginnings=REPLIES if planned.depth else OPENINGS)
            row = _row(planned, body=body, received_on=days[planned.number])
            known = {"event_id": event.id, "parent_id": ids[planned.parent]}
            rows.append({**row, **known, "body_html": html(body)})
        new = insert(Comment).returning(Comment.id, sort_by_parameter_order=True)
        numbers = (planned.number for planned in level)
        kept = db.session.scalars(new, rows, execution_options={"changes": (thread_of(event.id),)})
        ids |= dict(zip(numbers, kept, strict=True))
    db.session.refresh(event)  # What was published in this session is counted on the row alone.
    recount(event)


def _levels(count: int, chance: random.Random) -> Iterator[list[Planned]]:
    """Yield the comments depth by depth, so that parents are there before their replies."""
    plan: list[Planned] = []
    for number in range(count):
        parent = _parent_of(number, chance)
        depth = 0 if parent is None else plan[parent].depth + 1
        plan.append(Planned(number=number, parent=parent, depth=depth))
    in_depth = attrgetter("depth")
    for _, level in groupby(sorted(plan, key=in_depth), key=in_depth):
        yield list(level)


def _parent_of(number: int, chance: random.Random) -> int | None:
    if number == 0 or chance.random() < 1 / 3:
        return None
    # Half of the replies stay close; the others go far back, so that long branches appear.
    reach = min(number, 12 if chance.random() < 0.5 else number)
    return number - 1 - int(reach * chance.random() ** 2)


def _day(number: int, count: int, *, zone: ZoneInfo, now: datetime) -> date:
    return (now - timedelta(days=DAYS * (count - number) / count)).astimezone(zone).date()


def _words(chance: random.Random, *, beginnings: Sequence[str]) -> str:
    more = (*OPENINGS, *REPLIES)
    return " ".join([chance.choice(beginnings), *chance.sample(more, k=chance.randint(0, 4))])


def _row(planned: Planned, *, body: str, received_on: date) -> dict[str, Any]:
    return {
        "name": example_name(planned.number),
        "body": body,
        "state": State.PUBLISHED,
        "flags": [],
        "received_on": received_on,
    }
