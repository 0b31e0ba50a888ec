"""What readers ask for costs the database the same with some events and with many."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event as listening

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.choices import Role
from ethreader.events.models import Appearance, Event, Involvement, Organisation
from ethreader.speakers.queries import speaker_by_slug
from tests.events.many import add_events, add_speakers

SOME, MANY = 120, 480
DAY = date(2001, 1, 1)
STEPS = 20  # It counts by so many.
PATHS = (
    "/",
    "/events/",
    "/events/?at=2001",
    "/events/winter-meeting/",
    "/speakers/",
    "/speakers/?at=speaker-0",
    "/feed.xml",
    "/search",
)


@contextmanager
def counted_steps() -> Iterator[list[int]]:
    """Count what SQLite's machine does meanwhile, step by step."""
    steps = [0]

    def count() -> int:
        steps[0] += 1
        return 0

    def watch(connection: Any, *_rest: Any) -> None:
        connection.connection.dbapi_connection.set_progress_handler(count, STEPS)

    listening.listen(db.engine, "before_cursor_execute", watch)
    try:
        yield steps
    finally:
        listening.remove(db.engine, "before_cursor_execute", watch)


def steps_of_each(client: FlaskClient) -> dict[str, int]:
    """Return what each page takes."""
    taken = {}
    for path in PATHS:
        with counted_steps() as steps:
            assert client.get(path).status_code == 200
        taken[path] = steps[0]
    return taken


def add(event: Event, numbers: range) -> None:
    """Store events of one year, all of one host and one speaker, who are the given event's.

    As many speakers stand before that one as after it.
    """
    made = add_events(event, [DAY + timedelta(days=number % 300) for number in numbers])
    add_speakers([f"{'MA'[number % 2]} {number:03}" for number in numbers], first=numbers.start)
    begin_write_transaction()
    host = db.session.query(Organisation).one()
    speaker = speaker_by_slug("speaker-0")
    assert speaker is not None
    said = {"role": "", "affiliation": "", "topic": "", "position": 0}
    for each in made if numbers.start else [event, *made]:
        db.session.add(
            Involvement(event=each, organisation=host, role=Role.HOST, note="", position=0)
        )
        db.session.add(Appearance(event=each, speaker=speaker, **said))
    db.session.commit()


def test_four_times_as_many_take_as_many_steps(event: Event, client: FlaskClient) -> None:
    db.session.add(Organisation(slug="house", name="House", description="", url=""))
    db.session.commit()
    add(event, range(SOME))
    few = steps_of_each(client)
    add(event, range(SOME, MANY))

    many = steps_of_each(client)

    assert min(few.values()) > 5
    assert {path: (few[path], many[path]) for path in PATHS if many[path] > 1.5 * few[path]} == {}
