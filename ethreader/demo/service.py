"""Demo content: one real event in our own words, and plainly labelled examples of every state."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import insert

from ethreader.base.db import db
from ethreader.base.markup import comment_html
from ethreader.comments.counts import recount
from ethreader.comments.drafts import Draft
from ethreader.comments.log import Cause
from ethreader.comments.models import Comment, State
from ethreader.comments.submit import submit_comment
from ethreader.comments.transition import transition
from ethreader.events.models import CommentPolicy, Event
from ethreader.events.queries import event_by_slug
from ethreader.transfer.importing import ContentFile, content_paths, parse_file, save_all

FOLDER = Path(__file__).parent


MAIN_ARTICLE = "unconditional-support-and-residence"


LONG_THREAD = "example-online-talk"


OPENINGS = (
    "What helped us most was a door that locks from the inside.",
    "A safe home is more than walls: it is someone who answers when you call.",
    "I work at a reception desk and I would like to know what we should change first.",
    "In our town the waiting list is long, so we began with two rooms.",
    "Could the slides be put here? I could not note everything down.",
)


ANSWERS = (
    "That is my experience too.",
    "I see it a little differently: the rent matters more than the lock.",
    "Who paid for it in your case?",
    "We tried the same, and it took *a year* until it worked.",
    "Thank you, that answers my question.",
)


NAMES = ("Iva", "Luka", "Sofija", "Marko", "", "Dunja", "Petar", "Una", "Filip")


def load_demo(*, default_zone: ZoneInfo, now: datetime) -> None:
    """Put the demo content into an empty database; the caller commits."""
    save_all(_files(now), default_zone=default_zone)
    for slug, remarks in _conversations().items():
        event = _event(slug)
        for remark in remarks:
            _say(event, remark, answering=None, zone=default_zone, now=now)
    _long_thread(_event(LONG_THREAD), zone=default_zone, now=now)


def load_many(count: int, *, zone: ZoneInfo, now: datetime) -> Event | None:
    """Put `count` published comments under the demo article; the caller commits.

    Nothing if that article is not here. Two thirds are answers, mostly to something said shortly
    before, so that some branches grow long and deep while most stay short. The same number gives
    the same thread.
    """
    event = event_by_slug(MAIN_ARTICLE)
    if event is None:
        return None
    chance = random.Random(count)  # noqa: S311 - a demo, no secret
    parents = [_parent_of(number, chance) for number in range(count)]
    days = [
        (now - timedelta(days=90 * (count - n) / count)).astimezone(zone).date()
        for n in range(count)
    ]
    ids: list[int] = []
    depths: list[int] = []
    for parent in parents:
        depths.append(depths[parent] + 1 if parent is not None else 0)
    stored: dict[int, int] = {}
    html = cache(comment_html)
    for depth in range(max(depths, default=-1) + 1):  # Parents are there before their answers.
        level = [number for number in range(count) if depths[number] == depth]
        rows: list[dict[str, Any]] = []
        for number in level:
            parent = parents[number]
            body = _words(chance, ANSWERS if depth else OPENINGS)
            rows.append(
                {
                    "event_id": event.id,
                    "parent_id": None if parent is None else stored[parent],
                    "name": _demo_name(number),
                    "body": body,
                    "body_html": html(body),
                    "state": State.PUBLISHED,
                    "flags": [],
                    "received_on": days[number],
                }
            )
        new = insert(Comment).returning(Comment.id, sort_by_parameter_order=True)
        ids = list(db.session.scalars(new, rows))
        stored |= dict(zip(level, ids, strict=True))
    recount(event)
    return event


def _parent_of(number: int, chance: random.Random) -> int | None:
    if number == 0 or chance.random() < 1 / 3:
        return None
    # Half of the answers stay close; the others go far back, so that long branches appear.
    reach = min(number, 12 if chance.random() < 0.5 else number)
    return number - 1 - int(reach * chance.random() ** 2)


def _words(chance: random.Random, beginnings: Sequence[str]) -> str:
    more = (*OPENINGS, *ANSWERS)
    return " ".join([chance.choice(beginnings), *chance.sample(more, k=chance.randint(0, 4))])


def _demo_name(number: int) -> str:
    name = NAMES[number % len(NAMES)]
    return f"{name} (example)" if name else ""


def _files(now: datetime) -> Iterator[ContentFile]:
    for path in content_paths([FOLDER / "content"]):
        text = path.read_text(encoding="utf-8")
        # The examples of coming events must still be coming next year.
        text = text.replace("NEXT_YEAR", str(now.year + 1)).replace("THIS_YEAR", str(now.year))
        yield parse_file(path, text)


def _conversations() -> dict[str, Sequence[dict[str, Any]]]:
    text = (FOLDER / "conversations.yaml").read_text(encoding="utf-8")
    conversations: dict[str, Sequence[dict[str, Any]]] = yaml.safe_load(text)
    return conversations


def _event(slug: str) -> Event:
    event = event_by_slug(slug)
    if event is None:
        raise LookupError(slug)
    return event


def _say(
    event: Event,
    remark: dict[str, Any],
    *,
    answering: Comment | None,
    zone: ZoneInfo,
    now: datetime,
) -> None:
    comment = _publish(
        event, name=remark["name"], body=remark["text"], answering=answering, zone=zone, now=now
    )
    for answer in remark.get("answers", ()):
        _say(event, answer, answering=comment, zone=zone, now=now)


def _long_thread(event: Event, *, zone: ZoneInfo, now: datetime) -> None:
    said: list[Comment] = []
    noon = now.replace(hour=12)  # Midnight in between would give one day twice.
    for number in range(45):
        # Every third opens a new branch; the others answer something said shortly before.
        parent = said[number - 1 - number % 5 // 2] if number % 3 else None
        words = ANSWERS if parent else OPENINGS
        comment = _publish(
            event,
            name=_demo_name(number),
            body=f"{words[number % len(words)]} (Example {number + 1}.)",
            answering=parent,
            zone=zone,
            now=noon - timedelta(days=45 - number),
        )
        said.append(comment)


def _publish(
    event: Event,
    *,
    name: str,
    body: str,
    answering: Comment | None,
    zone: ZoneInfo,
    now: datetime,
) -> Comment:
    draft = Draft(
        name=name,
        body=body.strip(),
        parent=answering.public_id if answering else None,
        idempotency_key=None,
        stamped_at=now,
    )
    policy, event.comments = event.comments, CommentPolicy.HELD
    comment = submit_comment(event, draft, flags=(), zone=zone, now=now).comment
    event.comments = policy
    transition(comment, State.PUBLISHED, cause=Cause.COMMAND, now=now)
    return comment
