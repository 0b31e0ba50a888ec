"""Many events and speakers at once, as copies of one event that is stored."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.models import Event
from ethreader.speakers.models import Speaker

OWN = {"id", "slug", "uid", "name", "headline"}


def add_events(original: Event, days: Iterable[date]) -> list[Event]:
    """Store a copy of an event on each of some days, and return them."""
    columns = (each.key for each in Event.__mapper__.column_attrs)
    values = {key: getattr(original, key) for key in columns if key not in OWN}
    known = db.session.query(Event).count()
    named = ({"slug": f"event-{n}", "name": f"Event {n}", "headline": ""} for n in count(known))
    made = [Event(**values | names | _on(day)) for day, names in zip(days, named, strict=False)]
    _store(made)
    return made


def add_speakers(names: Iterable[str], *, first: int = 0) -> None:
    """Store a speaker of each name, whose slugs are numbered."""
    said = {"headline": "", "language": "en", "links": [], "body": "", "body_html": ""}
    _store([Speaker(slug=f"speaker-{n}", name=name, **said) for n, name in enumerate(names, first)])


def _on(day: date) -> dict[str, Any]:
    begins = datetime.combine(day, time(8), tzinfo=UTC)
    return {"first_day": day, "last_day": day, "begins": begins, "ends": begins.replace(hour=20)}


def _store(rows: Iterable[Any]) -> None:
    begin_write_transaction()
    db.session.add_all(rows)
    db.session.commit()
