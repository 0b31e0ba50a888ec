"""Searching beside a plain `LIKE`, in one run: python -m tests.benchmarks.searching [--quick].

`LIKE` looks at the same published texts, for the same word, counts to the same bound, and reads as
many of them for the page; it finds no other spelling and no other form, and its words may be parts
of others. What is measured is the processor's time, of the process and of the database's.
What it finds is written into docs/speed-search.md.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from ethreader.base.db import db, table_of
from ethreader.base.typed_words import wanted
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from ethreader.search import documents
from ethreader.search.commands import rebuild
from ethreader.search.finding import FEW, MOST, found_of_all
from ethreader.site_pages.models import SitePage
from ethreader.speakers.models import Speaker
from tests.benchmarks import machine
from tests.benchmarks.words import fill, spelt
from tests.conftest import ROOT, make_app
from tests.postgres import own_server
from tests.times import utcnow

TEXT = Path(__file__).with_name("searching.txt")


@dataclass(frozen=True)
class Size:
    """How much there is to look through, and how often it is asked for."""

    comments: int
    events: int
    asked: int


WHOLE, QUICK = Size(100_000, 2_000, 15), Size(2_000, 50, 3)
QUERIES = {
    "one word in half of all texts": spelt(0),
    "two common words": f"{spelt(0)} {spelt(1)}",
    "a phrase of common words": f'"{spelt(0)} {spelt(1)}"',
    "a word in one text of a hundred": spelt(400),
    "a rare word": spelt(29_000),
    "a rare word, in a form of its own": f"{spelt(29_000)}a",
    "two letters that most words begin with": spelt(1)[:2],
    "no such word": "zebra",
}

LIKE: tuple[tuple[Any, Any, Any], ...] = (
    (Event, Event.body != "", documents.events),
    (Speaker, Speaker.body != "", documents.speakers),
    (SitePage, SitePage.body != "", documents.site_pages),
    (Comment, Comment.state == State.PUBLISHED, documents.comments),
)


def main() -> None:
    """Search on both databases, and write down what it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.searching")
    parser.add_argument("--quick", action="store_true", help="small sizes, some seconds")
    parser.add_argument("--into", type=Path, default=ROOT / "docs", help="folder of the document")
    given = parser.parse_args()
    size = QUICK if given.quick else WHOLE
    with own_server() as make:
        databases = {"SQLite": "", "PostgreSQL": make(is_migrated=True)}
        parts = [_measured(name, url, size) for name, url in databases.items()]
    said = TEXT.read_text(encoding="utf-8").format(
        day=f"{utcnow():%-d %B %Y}",
        machine=machine.described(),
        comments=f"{size.comments:,}",
        events=f"{size.events:,}",
        asked=size.asked,
        tables="\n\n".join(parts),
    )
    (given.into / "speed-search.md").write_text(said, encoding="utf-8")


def _measured(name: str, url: str, size: Size) -> str:
    """Fill a site, index it, ask in turn, and return what it took."""
    settings = {"ETHREADER_DATABASE_URL": url} if url else {}
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder) / "instance", **settings)
        with app.app_context():
            fill(Path(folder), comments=size.comments, events=size.events)
            began = time.perf_counter()
            rebuild()
            took = time.perf_counter() - began
            lines = list(lines_of(size))
            db.session.remove()
            db.engine.dispose()
    title = f"## {name}: the index of it all is made in {took:.0f} s"
    head = "|  | search ms | `LIKE` ms | `LIKE` / search |\n| --- | ---: | ---: | ---: |"
    return "\n".join((title, head, *lines))


def lines_of(size: Size) -> Iterator[str]:
    """Yield a line of the table for each query, on the site of the moment."""
    for title, typed in QUERIES.items():
        mine, plain = _medians(typed, size)
        line = f"| {title} | {mine:.2f} | {plain:.2f} | **{plain / mine:.1f}** |"
        print(line, flush=True)
        yield line


def _medians(typed: str, size: Size) -> tuple[float, float]:
    """Return the milliseconds of a search and of a `LIKE`, which take turns."""
    turns = [
        (_timed(lambda: found_of_all(wanted(typed))), _timed(lambda: _like(typed.strip('"'))))
        for _ in range(size.asked)
    ]
    mine, plain = (statistics.median(each) * 1000 for each in zip(*turns, strict=True))
    return mine, plain


def _timed(ask: Callable[[], object]) -> float:
    server = _server_process()
    began = _spent(server)
    ask()
    took = _spent(server) - began
    db.session.rollback()
    return took


def _server_process() -> str:
    """Return the process of the database behind the connection; none where it is our own."""
    if db.engine.dialect.name == "sqlite":
        return ""
    return str(db.session.scalar(select(func.pg_backend_pid())))


def _spent(server: str) -> float:
    """Return the seconds that processors have worked: others' load does not count."""
    own = time.process_time()
    if not server:
        return own
    nanoseconds = Path("/proc", server, "schedstat").read_text(encoding="ascii").split()[0]
    return own + int(nanoseconds) / 1e9


def _like(typed: str) -> None:
    """Count and read what `LIKE` finds, of each kind."""
    for model, shown, read in LIKE:
        key = table_of(model).c.id
        found = select(key).where(shown, *(model.body.contains(word) for word in typed.split()))
        counted = found.limit(MOST + 1).subquery()
        db.session.scalar(select(func.count()).select_from(counted))
        list(read(db.session.scalars(found.order_by(key.desc()).limit(FEW)).all()))


if __name__ == "__main__":
    main()
