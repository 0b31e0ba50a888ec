"""What a thread costs when it grows: `make benchmark`, or with other sizes as arguments.

For each size a database of its own is filled by `flask demo comments N`. Queries and bytes are
counted; times are medians of one process and printed as ratios to the smallest thread, for they
say nothing across machines. At the end each thread is walked in every order, by links alone,
while others are being published.
"""

import gzip
import html
import statistics
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.comments.threads import Order
from ethreader.events.models import Event
from tests.browser.people import ARTICLE
from tests.comments.forms import comment_ids
from tests.comments.walking import MORE
from tests.conftest import make_app, make_comment
from tests.pages import counted_queries
from tests.visitors import HTMX

SIZES = (10, 1_000, 50_000)
ROUNDS = 15
MEANWHILE = 50  # Comments that are published during a walk.
COMMENTS = f"{ARTICLE}comments"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one answer took: statements, bytes as sent and compressed, seconds (a median)."""

    queries: int
    size: int
    compressed: int
    seconds: float


def filled_site(folder: Path, size: int) -> Flask:
    """Return a site whose demo article has `size` comments more than the demo gives it."""
    app = make_app(folder / "instance", ETHREADER_LIMITS="off")
    result = app.test_cli_runner().invoke(args=["demo", "comments", str(size)])
    assert result.exit_code == 0, result.output
    return app


def event_of(app: Flask) -> Event:
    """Return the demo article's event; needs the app's context."""
    slug = ARTICLE.strip("/").rpartition("/")[2]
    return db.session.scalars(select(Event).where(Event.slug == slug)).one()


def places(event: Event, client: FlaskClient) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield what readers and their programs ask for: a name, a path, headers."""
    yield "article with its first page", ARTICLE, {}
    for order in Order:
        yield f"first page, {order.value}", f"{COMMENTS}?order={order.value}", HTMX
    thread = client.get(COMMENTS, headers=HTMX).text
    more = [html.unescape(link) for link in MORE.findall(thread)]
    further = [link for link in more if "branch=" not in link]
    if further:
        yield "second page", further[-1], HTMX
    longest = db.session.scalars(
        select(Comment)
        .where(Comment.event_id == event.id, Comment.root_id.is_(None))
        .order_by(Comment.reply_count.desc())
        .limit(1)
    ).one()
    yield "longest branch", f"{COMMENTS}?branch={longest.public_id}", HTMX
    last = db.session.scalars(
        select(Comment)
        .where(Comment.event_id == event.id, Comment.root_id.is_not(None))
        .order_by(Comment.id.desc())
        .limit(1)
    ).one()
    yield "permalink of the deepest", f"/comments/{last.public_id}", {}
    yield "page that it leads to", client.get(f"/comments/{last.public_id}").location or "", {}
    yield "news, none", f"{COMMENTS}/news?since={event.publication_count}", HTMX
    yield "feed of the article", f"{COMMENTS}.xml", {}
    tag = client.get(f"{COMMENTS}.xml").headers["ETag"]
    yield "feed, unchanged", f"{COMMENTS}.xml", {"If-None-Match": tag}
    yield "feed of the longest branch", f"/comments/{longest.public_id}.xml", {}


def cost_of(client: FlaskClient, path: str, headers: dict[str, str]) -> Cost:
    """Ask once to count, then some times for the clock."""
    path = path.partition("#")[0]
    with counted_queries() as statements:
        response = client.get(path, headers=headers)
    assert response.status_code < 400, (path, response.status_code)
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        client.get(path, headers=headers)
        times.append(time.perf_counter() - begin)
    return Cost(
        queries=sum(not each.startswith("PRAGMA") for each in statements),
        size=len(response.data),
        compressed=len(gzip.compress(response.data)),
        seconds=statistics.median(times),
    )


def walk(client: FlaskClient, event: Event, order: Order) -> tuple[int, str]:
    """Follow every link to more while comments are published; return the pages and a verdict."""
    before = set(published(event))
    seen: Counter[str] = Counter()
    waiting, pages, added = deque([f"{COMMENTS}?order={order.value}"]), 0, 0
    while waiting:
        page = client.get(waiting.popleft(), headers=HTMX).text
        seen.update(comment_ids(page))
        waiting += [html.unescape(link) for link in MORE.findall(page)]
        pages += 1
        if added < MEANWHILE:
            make_comment(event, body=f"Meanwhile {order} {added}.")
            added += 1
    missed = len(before - seen.keys())
    twice = sum(times > 1 for times in seen.values())
    return pages, f"{len(seen)} seen, {missed} of {len(before)} missed, {twice} seen twice"


def published(event: Event) -> list[str]:
    """Return the ids of what readers see."""
    query = select(Comment.public_id).where(Comment.event_id == event.id, Comment.is_visible)
    return list(db.session.scalars(query))


def print_table(costs: dict[int, dict[str, Cost]]) -> None:
    """Print a line for each place and size; the first size is what the others are held to."""
    first = next(iter(costs.values()))
    print(f"{'':32}{'comments':>9}{'queries':>9}{'KB':>8}{'KB gzip':>9}{'time':>8}")
    for name in dict.fromkeys(name for each in costs.values() for name in each):
        for size, each in costs.items():
            if name not in each:
                continue
            cost, least = each[name], first.get(name, each[name])
            print(
                f"{name if each is first or name not in first else '':32}{size:>9,}"
                f"{cost.queries:>9}{cost.size / 1000:>8.1f}{cost.compressed / 1000:>9.1f}"
                f"{cost.seconds / least.seconds:>7.2f}×"
            )


def main(*sizes: int) -> None:
    """Fill, measure and walk a thread of each size."""
    costs: dict[int, dict[str, Cost]] = {}
    walks = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            app = filled_site(Path(folder), size)
            client = app.test_client()
            with app.app_context():
                event = event_of(app)
                client.get(ARTICLE)  # Templates are compiled.
                costs[size] = {
                    name: cost_of(client, path, headers)
                    for name, path, headers in list(places(event, client))
                }
                for order in Order:
                    pages, verdict = walk(client, event, order)
                    walks.append(f"{size:>7,} {order.value:<8} {pages:>6,} pages: {verdict}")
                db.session.remove()
                db.engine.dispose()
    print_table(costs)
    print(f"\nEvery link to more, while up to {MEANWHILE} others were published:")
    print("\n".join(walks))


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*(given or SIZES))
