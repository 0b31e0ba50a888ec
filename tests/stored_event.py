"""The event that most tests begin with: imported once, then stored again row by row.

To read its file, check it and index its words takes six times as long, and is what
`tests/transfer` is about. Nothing is left out: the rows are those that the import stored, the
change is noted, and an identity and a moment of its own are given to each.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from sqlalchemy import func, insert, select

from ethreader.base.db import Model, begin_write_transaction, connection, db, table_of
from ethreader.base.revisions import Revision, note_change
from ethreader.base.topics import CONTENT
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.search.models import SearchEntry
from tests.times import utcnow

Row = dict[str, Any]

_rows: dict[str, tuple[Row, Row]] = {}


def stored_once(text: str, imported: Callable[[], Event]) -> Event:
    """Return the event of a file's text: stored again where that is the same as to import it."""
    if not _is_first_content():
        return imported()
    if text in _rows:
        return _store_again(*_rows[text])
    event = imported()
    _rows[text] = _row_of(Event), _row_of(SearchEntry)
    return event


def _is_first_content() -> bool:
    """Tell whether this is a SQLite site that had no content yet, so that the keys are free."""
    if db.engine.dialect.name != "sqlite":
        return False
    return db.session.scalar(select(func.count()).select_from(Revision)) == 0


def _row_of(model: type[Model]) -> Row:
    return dict(connection().execute(select(table_of(model))).mappings().one())


def _store_again(event: Row, entry: Row) -> Event:
    new = {"uid": str(uuid4()), "changed_at": utcnow().replace(microsecond=0)}
    begin_write_transaction()
    connection().execute(insert(table_of(Event)), {**event, **new})
    connection().execute(insert(table_of(SearchEntry)), entry)
    note_change((CONTENT,))
    db.session.commit()
    stored = event_by_slug(event["slug"])
    assert stored is not None
    return stored
