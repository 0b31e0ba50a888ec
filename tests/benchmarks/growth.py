"""What a page costs when threads and lists grow: queries and bytes are counted, times compared.

Each size has a database of its own. They are asked in turn, in this process, and its processor's
time is taken, so that what else the machine does counts little; nothing is kept between requests.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import process_time

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import begin_write_transaction, db
from ethreader.demo.service import load_demo
from ethreader.events.choices import Role
from ethreader.events.models import Appearance, Event, Involvement
from ethreader.speakers.models import Speaker
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
    """Measure lists of more and more events, each with a speaker of its own, all of one host."""
    return _measured([_events(folder, size) for size in sizes], asked=asked)


def _thread(folder: Path, size: int) -> Grown:
    def fill(event: Event) -> None:
        make_thread(event, size)

    return _grown(folder / f"thread-{size}", size, fill, places_of_thread)


def _events(folder: Path, size: int) -> Grown:
    def fill(event: Event) -> None:
        _fill_events(event, size)

    return _grown(folder / f"events-{size}", size, fill, lambda *_: places_of_events())


def _fill_events(event: Event, size: int) -> None:
    """Store so many events of the same host, each with a speaker of its own."""
    values, speaker = _copied(event), _copied(event.appearances[0].speaker)
    host = {"organisation": event.involvements[0].organisation, "role": Role.HOST, "note": ""}
    part = {"role": "", "affiliation": "", "topic": ""}
    for number in range(size):
        made = Event(**values | _named(number) | _dated(number))
        made.involvements = [Involvement(**host, position=0)]
        own = Speaker(**speaker | _named(number))
        made.appearances = [Appearance(**part, speaker=own, position=0)]
        db.session.add(made)


def _copied(original: Event | Speaker) -> dict[str, object]:
    keys = (each.key for each in type(original).__mapper__.column_attrs)
    return {key: getattr(original, key) for key in keys if key not in OWN}


def _named(number: int) -> dict[str, object]:
    name = f"Number {number}"
    return {"slug": f"number-{number}", "name": name, "headline": name}


def _dated(number: int) -> dict[str, object]:
    day = date(2000, 1, 1) + timedelta(days=number % 9000)
    begins = datetime.combine(day, time(9), tzinfo=UTC)
    return {
        "first_day": day,
        "last_day": day,
        "begins": begins,
        "ends": begins + timedelta(hours=8),
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
    begin = process_time()
    site.client.get(place.path, headers=place.headers)
    return process_time() - begin
