"""A site to search through: its texts are drawn from a vocabulary in which few words are common.

Most are rare, as in any language; one in four stands there in another of its forms.
"""

import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from sqlalchemy import insert, text

from ethreader.base.db import begin_write_transaction, db, table_of
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.benchmarks.growth import OWN
from tests.conftest import EVENT_FILE, make_event
from tests.times import utcnow

VOCABULARY = 30_000
WORDS = 50  # Of a comment.
BATCH = 5_000
INFLECTED = 0.25
_LETTERS = str.maketrans("0123456789", "bdfgklmnrt")


def spelt(number: int) -> str:
    """Return a word of the vocabulary: the smaller its number, the more common."""
    return f"w{number}x".translate(_LETTERS)


def fill(folder: Path, *, comments: int, events: int) -> None:
    """Store an article with comments, and more articles, for the index to be made of."""
    event = make_event(folder, "winter-meeting", EVENT_FILE)
    texts, event_id = _texts(), event.id
    columns = table_of(Event).c
    copied = {each.name: getattr(event, each.name) for each in columns if each.name not in OWN}
    begin_write_transaction()
    connection = db.session.connection()
    rows = [
        {**copied, "slug": f"event-{n}", "name": f"Meeting {n}", "headline": "", "body": body}
        for n, body in zip(range(events), texts, strict=False)
    ]
    for each in rows:
        each["body_html"] = f"<p>{each['body']}</p>"
    connection.execute(insert(table_of(Event)), rows)
    for start in range(0, comments, BATCH):
        written = [_row(event_id, next(texts)) for _ in range(min(BATCH, comments - start))]
        connection.execute(insert(table_of(Comment)), written)
    db.session.commit()
    with db.engine.begin() as connection:
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
    vocabulary = [spelt(number) for number in range(VOCABULARY)]
    weights = list(accumulate(1 / (number + 8) for number in range(VOCABULARY)))
    while True:
        words = chance.choices(vocabulary, cum_weights=weights, k=WORDS)
        yield " ".join(f"{each}u" if chance.random() < INFLECTED else each for each in words)
