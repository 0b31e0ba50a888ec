"""Searching beside a plain `LIKE`, in one run: python -m tests.benchmarks.searching [--quick].

The texts are drawn from a vocabulary in which few words are common and most are rare, as in any
language. `LIKE` looks at the same published texts, for the same word, and returns as many rows and
the same bounded count; it finds no other spelling, and its words may be parts of others.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from sqlalchemy import func, insert, select, text

from ethreader.base.db import begin_write_transaction, db, table_of
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from ethreader.search.commands import rebuild
from ethreader.search.finding import FEW, MOST, found_of_all
from ethreader.search.typed_words import wanted
from tests.benchmarks.growth import OWN
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.times import utcnow

VOCABULARY = 30_000
WORDS = 50  # Of a comment.
BATCH = 5_000


@dataclass(frozen=True)
class Size:
    """How much there is to look through, and how often it is asked for."""

    comments: int
    events: int
    asked: int


WHOLE, QUICK = Size(100_000, 2_000, 15), Size(2_000, 50, 3)
QUERIES = {
    "one word in half of all texts": "w0x",
    "two common words": "w0x w1x",
    "a phrase of common words": '"w0x w1x"',
    "a word in one text of a hundred": "w400x",
    "a rare word": "w29000x",
    "two letters that most words begin with": "w1",
    "no such word": "zebra",
}


def main() -> None:
    """Fill a site, index it, ask in turn, and print what it took."""
    size = QUICK if "--quick" in sys.argv[1:] else WHOLE
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder) / "instance")
        with app.app_context():
            _fill(Path(folder), size)
            began = time.perf_counter()
            rebuild()
            took = time.perf_counter() - began
            print(f"{size.comments} comments, {size.events} events; index made in {took:.1f} s")
            for title, typed in QUERIES.items():
                print(_line(title, typed, size))
            db.session.remove()
            db.engine.dispose()


def _line(title: str, typed: str, size: Size) -> str:
    mine = _median(lambda: found_of_all(wanted(typed)), size)
    plain = _median(lambda: _like(typed.strip('"')), size)
    return f"{title:40} {mine:8.2f} ms   LIKE {plain:8.2f} ms   LIKE / search {plain / mine:7.1f}"


def _median(ask: Callable[[], object], size: Size) -> float:
    times = []
    for _ in range(size.asked):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
        db.session.rollback()
    return statistics.median(times) * 1000


def _like(typed: str) -> None:
    """Count and read what `LIKE` finds, of comments and of events."""
    for key, column, shown in (
        (Comment.id, Comment.body, Comment.state == State.PUBLISHED),
        (Event.id, Event.body, Event.body != ""),
    ):
        found = select(key).where(shown, *(column.contains(word) for word in typed.split()))
        counted = found.limit(MOST + 1).subquery()
        db.session.scalar(select(func.count()).select_from(counted))
        db.session.scalars(found.order_by(key.desc()).limit(FEW)).all()


def _fill(folder: Path, size: Size) -> None:
    event = make_event(folder, "winter-meeting", EVENT_FILE)
    texts, event_id = _texts(), event.id
    columns = table_of(Event).c
    copied = {each.name: getattr(event, each.name) for each in columns if each.name not in OWN}
    begin_write_transaction()
    connection = db.session.connection()
    events = [
        {**copied, "slug": f"event-{n}", "name": f"Meeting {n}", "headline": "", "body": body}
        for n, body in zip(range(size.events), texts, strict=False)
    ]
    for each in events:
        each["body_html"] = f"<p>{each['body']}</p>"
    connection.execute(insert(table_of(Event)), events)
    for start in range(0, size.comments, BATCH):
        rows = [_row(event_id, next(texts)) for _ in range(min(BATCH, size.comments - start))]
        connection.execute(insert(table_of(Comment)), rows)
    db.session.commit()
    with db.engine.connect() as connection:
        connection.execute(text("ANALYZE"))


def _row(event_id: int, body: str) -> dict[str, object]:
    shown = {"state": State.PUBLISHED, "flags": [], "received_on": utcnow().date()}
    return {
        **shown,
        "event_id": event_id,
        "name": "",
        "body": body,
        "body_html": f"<p>{body}</p>",
        "public_id": random.randbytes(8).hex(),
    }


def _texts() -> Iterator[str]:
    chance = random.Random(1)
    vocabulary = [f"w{number}x" for number in range(VOCABULARY)]
    weights = list(accumulate(1 / (number + 8) for number in range(VOCABULARY)))
    while True:
        yield " ".join(chance.choices(vocabulary, cum_weights=weights, k=WORDS))


if __name__ == "__main__":
    main()
