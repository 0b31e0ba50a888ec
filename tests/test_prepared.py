"""Statements handed to SQLite's driver say, read and refuse what they would through SQLAlchemy."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import bindparam, select

from ethreader.base.db import begin_write_transaction, connection, db, table_of
from ethreader.base.locks import BUSY_TIMEOUT, DatabaseBusy
from ethreader.base.lost import DatabaseLost
from ethreader.base.one_of import one_of
from ethreader.base.prepared import Prepared
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.conftest import make_comment
from tests.test_busy_database import another_writer

_comments, _events = table_of(Comment), table_of(Event)
BY_STATE = select(_comments).where(_comments.c.state == bindparam("state"))
RENAME = Prepared(
    _events.update().where(_events.c.id == bindparam("event")).values(name=bindparam("called"))
)


def test_rows_are_the_same_as_through_sqlalchemy(app: Flask, event: Event) -> None:
    make_comment(event, state=State.PENDING)
    (row,) = connection().execute(BY_STATE, {"state": State.PENDING}).mappings()

    (prepared,) = Prepared(BY_STATE).rows({"state": State.PENDING})

    assert prepared._asdict() == dict(row)
    assert prepared.state is State.PENDING


def test_an_insert_fills_in_plain_defaults_and_what_a_column_makes_of_a_value(
    app: Flask, event: Event
) -> None:
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    values: dict[str, Any] = {
        "public_id": "0" * 16,
        "event_id": event.id,
        "name": "Mira",
        "body": "Well said.",
        "body_html": "<p>Well said.</p>",
        "state": State.PENDING,
        "flags": ["link"],
        "received_on": moment.date(),
        "received_at": moment,
    }
    begin_write_transaction()

    row = Prepared(_comments.insert().returning(_comments.c.id)).row(values)

    db.session.commit()
    comment = db.session.get_one(Comment, row.id)
    assert {name: getattr(comment, name) for name in values} == values
    assert (comment.version, comment.is_pinned, comment.voice) == (1, False, None)


@pytest.mark.parametrize("wanted", [[], [1], [2, 1, 2], [3, 999]])
def test_any_number_of_values_is_asked_for_by_one_statement(
    app: Flask, event: Event, wanted: list[int]
) -> None:
    comments = [make_comment(event, body=f"Words {number}") for number in range(3)]
    by_id = Prepared(select(_comments.c.id).where(one_of(_comments.c.id, "ids")))

    found = [row.id for row in by_id.rows({"ids": wanted})]

    assert sorted(found) == [each.id for each in comments if each.id in wanted]


@pytest.mark.parametrize("topic", ["it's", 'a "quoted" one', "trafficking – é 😀", "[1]"])
def test_texts_are_found_as_they_are_stored(app: Flask, event: Event, topic: str) -> None:
    make_comment(event, name=topic)
    by_name = Prepared(select(_comments.c.name).where(one_of(_comments.c.name, "names")), row=tuple)

    assert list(by_name.rows({"names": ["another", topic]})) == [(topic,)]


def test_what_is_asked_for_by_its_key_is_looked_up(app: Flask) -> None:
    by_id = select(_comments.c.id).where(one_of(_comments.c.id, "ids"))
    compiled = str(by_id.compile(db.engine))

    steps = connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", ("[1]",)).all()

    assert "SEARCH comment USING INTEGER PRIMARY KEY (rowid=?)" in [step.detail for step in steps]


def test_a_row_that_is_not_there_is_nothing(app: Flask) -> None:
    assert Prepared(BY_STATE).row({"state": State.SPAM}) is None


def test_another_writer_is_waited_for_and_then_named(app: Flask, event: Event) -> None:
    values = {"event": event.id, "called": "Another"}
    db.session.rollback()
    connection().exec_driver_sql("PRAGMA busy_timeout = 200")  # Milliseconds.

    with another_writer(), pytest.raises(DatabaseBusy):
        RENAME.run(values)

    connection().exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")


def test_a_file_that_cannot_be_written_is_named(app: Flask, event: Event) -> None:
    values = {"event": event.id, "called": "Another"}
    begin_write_transaction()
    connection().exec_driver_sql("PRAGMA query_only = ON")

    with pytest.raises(DatabaseLost):
        RENAME.run(values)

    connection().exec_driver_sql("PRAGMA query_only = OFF")
