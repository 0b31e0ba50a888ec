"""What a page costs when threads and lists grow: queries and bytes are counted, times compared.

Each size has a database of its own. They are asked in turn, in this process, and its processor's
time is taken, so that what else the machine does counts little; nothing is kept between requests.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, select

from ethreader.base.db import begin_write_transaction, db
from ethreader.demo.service import load_demo
from ethreader.events.models import Event
from tests.benchmarks.blocks import make_thread
from tests.benchmarks.instance import HELD
from tests.benchmarks.places import Place, places_of_events, places_of_thread
from tests.conftest import ZONE, make_app
from tests.pages import counted_queries
from tests.times import utcnow

OWN = {"id", "slug", "name", "headline", "uid"}  # Columns of an event that are not copied.


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one response took: statements, bytes, seconds of the processor (a median)."""

    place: str
    size: int
    queries: int
    bytes: int
    seconds: float


@dataclass(frozen=True)
class Grown:
    """A site of a size, and what is asked of it."""

    size: int
    app: Flask
    client: FlaskClient
    places: list[Place]


def of_threads(folder: Path, sizes: Sequence[int], *, asked: int) -> list[Cost]:
    """Measure an article whose thread grows."""
    return _measured([_thread(folder, size) for size in sizes], asked=asked)


def of_events(folder: Path, sizes: Sequence[int], *, asked: int) -> list[Cost]:
    """Measure lists of more and more events."""
    return _measured([_events(folder, size) for size in sizes], asked=asked)


def _thread(folder: Path, size: int) -> Grown:
    def fill(event: Event) -> None:
        make_thread(event, size)

    return _grown(folder / f"thread-{size}", size, fill, places_of_thread)


def _events(folder: Path, size: int) -> Grown:
    def fill(event: Event) -> None:
        copied = [each.key for each in inspect(Event).column_attrs if each.key not in OWN]
        values = {key: getattr(event, key) for key in copied}
        for number in range(size):
            db.session.add(Event(**values | _named(number)))

    return _grown(folder / f"events-{size}", size, fill, lambda *_: places_of_events())


def _named(number: int) -> dict[str, object]:
    day = date(2000, 1, 1) + timedelta(days=number % 9000)
    name = f"Meeting number {number}"
    return {
        "slug": f"meeting-{number}",
        "name": name,
        "headline": name,
        "first_day": day,
        "last_day": day,
        "comment_count": 0,
        "publication_count": 0,
    }


def _grown(
    instance: Path,
    size: int,
    fill: Callable[[Event], None],
    places: Callable[[Event, FlaskClient], Iterable[Place]],
) -> Grown:
    app = make_app(instance, ETHREADER_LIMITS="off", ETHREADER_COUNTING="off")
    client = app.test_client()
    with app.app_context():
        begin_write_transaction()
        load_demo(default_zone=ZONE, now=utcnow())
        event = db.session.scalars(select(Event).where(Event.slug == HELD)).one()
        fill(event)
        db.session.commit()
        found = list(places(event, client))
        db.session.remove()
    return Grown(size, app, client, found)


def _measured(sites: list[Grown], *, asked: int) -> list[Cost]:
    counted = [(site, place, *_counted(site, place)) for site in sites for place in site.places]
    times: dict[tuple[int, str], list[float]] = {}
    for _ in range(asked):
        for site, place, *_ in counted:
            times.setdefault((site.size, place.name), []).append(_timed(site, place))
    for site in sites:
        with site.app.app_context():
            db.session.remove()
            db.engine.dispose()
    return [
        Cost(
            place=place.name,
            size=site.size,
            queries=queries,
            bytes=length,
            seconds=statistics.median(times[site.size, place.name]),
        )
        for site, place, queries, length in counted
    ]


def _counted(site: Grown, place: Place) -> tuple[int, int]:
    with site.app.app_context(), counted_queries() as statements:
        response = site.client.get(place.path, headers=place.headers)
    assert response.status_code < 400, (place, response.status_code)
    return sum(not each.startswith("PRAGMA") for each in statements), len(response.data)


def _timed(site: Grown, place: Place) -> float:
    begin = time.process_time()
    site.client.get(place.path, headers=place.headers)
    return time.process_time() - begin
