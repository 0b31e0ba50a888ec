"""Reads for keeping the index: what is in it, and what is to be."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Select, select

from ethreader.base.db import Model, db
from ethreader.base.written_rows import Row
from ethreader.events.models import Appearance, Event, Involvement, Organisation
from ethreader.search.models import BUILD, SearchBuild, SearchEntry
from ethreader.speakers.models import Speaker

Entries = dict[int, tuple[str, str]]

_ENTRIES = select(SearchEntry.id, SearchEntry.title, SearchEntry.words)


def entries_of(keys: Iterable[int]) -> Entries:
    """Return the words of some entries, by their keys."""
    return _entries(_ENTRIES.where(SearchEntry.id.in_(list(keys))))


def entries_between(low: int, high: int) -> Entries:
    """Return the words of the entries from one key on, until before another one."""
    return _entries(_ENTRIES.where(SearchEntry.id >= low, SearchEntry.id < high))


def ids_after(model: type[Model], last: int, *, limit: int) -> Sequence[int]:
    """Return the keys of a model's rows that follow one."""
    key: Any = model.__table__.c.id
    return db.session.scalars(select(key).where(key > last).order_by(key).limit(limit)).all()


def events_touched(rows: Collection[Row]) -> set[int]:
    """Return the events that show something of written rows: themselves, and all that they name."""
    by_model: dict[type[Model], list[int]] = {}
    for model, number in rows:
        by_model.setdefault(model, []).append(number)
    events = by_model.get(Event, [])
    found = {*events}
    if events:
        found.update(db.session.scalars(select(Event.id).where(Event.parent_id.in_(events))))
    if speakers := by_model.get(Speaker):
        speaking = select(Appearance.event_id).where(Appearance.speaker_id.in_(speakers))
        found.update(db.session.scalars(speaking))
    if organisations := by_model.get(Organisation):
        behind = select(Involvement.event_id).where(Involvement.organisation_id.in_(organisations))
        found.update(db.session.scalars(behind))
    return found


def build() -> SearchBuild:
    """Return how the index was made."""
    return db.session.scalars(select(SearchBuild).where(SearchBuild.id == BUILD)).one()


def _entries(statement: Select[int, str, str]) -> Entries:
    return {row.id: (row.title, row.words) for row in db.session.execute(statement)}
