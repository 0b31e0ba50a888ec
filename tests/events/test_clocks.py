"""When a country changes its clocks, the hour on the wall stays, and the stored moment follows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.models import Event
from ethreader.ops.housekeeping import Housekeeping
from tests.content_files import event_file, take_in_all
from tests.times import utcnow


def test_stored_moment_follows_the_clocks_at_the_next_start(app: Flask, tmp_path: Path) -> None:
    hour = event_file("time_zone: Europe/Vienna").replace("2026-02-03", "2026-02-03T18:00")
    take_in_all(tmp_path, {"a.md": hour, "b.md": event_file(), "c.md": event_file()})
    right = moments()
    begin_write_transaction()
    a, b, c = db.session.scalars(select(Event).order_by(Event.slug))
    # As they were computed before the rules of the zone changed.
    a.begins -= timedelta(hours=1)
    b.ends += timedelta(hours=1)
    # A zone that came with another machine: nothing can be said of it, and nothing ends.
    c.time_zone = "Nowhere/Land"
    db.session.commit()

    Housekeeping(app.extensions["settings"], of="site").round(now=utcnow())

    assert right[0][0] == datetime(2026, 2, 3, 17, tzinfo=UTC)
    assert moments() == right


def moments() -> list[tuple[datetime, datetime]]:
    db.session.rollback()
    found = db.session.execute(select(Event.begins, Event.ends).order_by(Event.slug))
    return [(begins, ends) for begins, ends in found]
