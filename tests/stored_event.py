"""The event that most tests begin with: imported once, then stored again row by row.

To read its file, check it and index its words takes six times as long, and is what
`tests/transfer` is about. Nothing is left out: the rows are those that the import stored, the
change is noted, and an identity and a moment of its own are given to each.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from ethreader.base.db import begin_write_transaction, connection, db
from ethreader.base.revisions import note_change
from ethreader.base.topics import CONTENT
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from tests.times import utcnow

Row = dict[str, Any]

TABLES = ("event", "search_entry")

_rows: dict[str, tuple[Row, ...]] = {}


def stored_once(text: str, imported: Callable[[], Event]) -> Event:
    """Return the event of a file's text: stored again where that is the same as to import it."""
    if db.engine.dialect.name != "sqlite":
        return imported()
    begin_write_transaction()
    if connection().exec_driver_sql("SELECT 1 FROM revision").first():
        # There was content before, so that the keys may not be free.
        return imported()
    if text in _rows:
        return _store_again(*_rows[text])
    event = imported()
    _rows[text] = tuple(_row_of(table) for table in TABLES)
    return event


def _row_of(table: str) -> Row:
    """Return the only row of a table, as the database itself has it."""
    return dict(connection().exec_driver_sql(f"SELECT * FROM {table}").mappings().one())


def _store_again(event: Row, entry: Row) -> Event:
    moment = utcnow().strftime("%Y-%m-%d %H:%M:%S.000000")
    for table, row in zip(
        TABLES, ({**event, "uid": str(uuid4()), "changed_at": moment}, entry), strict=True
    ):
        values = ", ".join(f":{name}" for name in row)
        connection().exec_driver_sql(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})", row
        )
    note_change((CONTENT,))
    db.session.commit()
    stored = event_by_slug(event["slug"])
    assert stored is not None
    return stored
