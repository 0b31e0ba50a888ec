"""A long queue beside bare commits: python -m tests.benchmarks.moderating [--quick].

A bare commit changes one row and inserts one, by plain SQL, in the same database. Nothing is
judged: it prints medians, and how many bare commits each would be.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import text

from ethreader.base.db import db
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.moderation.deciding import QUEUE, token_of
from tests.moderation.long_lists import waiting
from tests.postgres import own_server
from tests.visitors import HTMX, signed_in_as, with_visitors

PAGE = 50


@dataclass(frozen=True)
class Size:
    """How many comments wait, and how often each thing is done."""

    waiting: int
    times: int


WHOLE, QUICK = Size(10_000, 40), Size(300, 3)


def main() -> None:
    """Moderate on both databases, and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.moderating")
    parser.add_argument("--quick", action="store_true", help="small sizes, some seconds")
    size = QUICK if parser.parse_args().quick else WHOLE
    with own_server() as make:
        for name, url in {"SQLite": "", "PostgreSQL": make(is_migrated=True)}.items():
            print(f"{name}, {size.waiting:,} waiting")
            for line in measured(url, size):
                print(f"  {line}", flush=True)


def measured(url: str, size: Size) -> Iterator[str]:
    """Yield a line for each thing that a moderator does, on a site of the moment."""
    settings = {"ETHREADER_DATABASE_URL": url} if url else {}
    with tempfile.TemporaryDirectory() as folder:
        app = with_visitors(make_app(Path(folder) / "instance", **settings))
        with app.app_context():
            waiting(make_event(Path(folder), "winter-meeting", EVENT_FILE), size.waiting)
            db.session.execute(text("CREATE TABLE bare (id INTEGER, note TEXT)"))
            db.session.commit()
            client = signed_in_as(app, "Ana")
            bare = _median(_bare_commit, size.times)
            yield f"{'a bare commit':<34}{bare:8.2f} ms"
            for title, act in _deeds(client, size).items():
                took = _median(act, size.times)
                yield f"{title:<34}{took:8.2f} ms   {took / bare:7.1f} bare commits"
            db.session.remove()
            db.engine.dispose()


def _deeds(client: FlaskClient, size: Size) -> dict[str, Callable[[], None]]:
    numbers, token = count(1), token_of(client)
    shown = {"csrf_token": token, "version": 1, "seen_report": 0, "decision": "publish"}

    def decide() -> None:
        path = f"/moderation/comments/{next(numbers):016x}/decision"
        assert client.post(path, data=shown, headers=HTMX).status_code == 200

    def decide_many() -> None:
        rows = [f"{next(numbers):016x}.1.0" for _ in range(min(PAGE, size.waiting // 10))]
        data = {"csrf_token": token, "decision": "spam", "row": rows}
        assert client.post("/moderation/batch", data=data).status_code == 303

    def pulse() -> None:
        data = {"csrf_token": token, "comment": f"{size.waiting:016x}"}
        assert client.post("/moderation/pulse", data=data, headers=HTMX).status_code == 200

    return {
        "the first page of the queue": lambda: _read(client, QUEUE),
        "a page from its middle": lambda: _read(client, f"{QUEUE}?after=1{size.waiting // 2:012}"),
        "a word in every comment": lambda: _read(client, f"{QUEUE}?q=words"),
        "a word in none": lambda: _read(client, f"{QUEUE}?q=zebra"),
        "one decision": decide,
        f"{min(PAGE, size.waiting // 10)} decisions at once": decide_many,
        "what an open page asks": pulse,
    }


def _read(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


def _bare_commit() -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE comment SET reply_count = reply_count WHERE id = 1"))
        connection.execute(text("INSERT INTO bare VALUES (1, 'published')"))


def _median(act: Callable[[], None], times: int) -> float:
    """Return the milliseconds that something takes."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    main()
