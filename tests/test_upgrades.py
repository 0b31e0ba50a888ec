"""Sites that hold something, upgraded from every earlier schema, on SQLite and PostgreSQL."""

import pytest
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.ops import migrations
from tests.comments.forms import comment_ids, filled_in, own_link, stored
from tests.filler import MEANINGS, RENAMED, ROWS, fill
from tests.moderation.deciding import press
from tests.schemas import Row, content, differences, make_schema, revisions
from tests.visitors import HTMX, signed_in_as, with_visitors

*EARLIER, _ = revisions()
SLUG = "00-slug"

# What a migration does on purpose to what was there: the column's new name, or `None` for a
# column or a table that goes. All else has to stay as it is.
BECOMES: dict[str, str | None] = {
    **RENAMED,
    "contact.confirm_digest": None,
    "contact.stop_digest": None,
    "letter": "message",
    "outgoing": "outbox_mail",
    "desk_session": "moderator_session",
    "decision": "state_change",
}


@pytest.fixture(params=EARLIER)
def earlier(request: pytest.FixtureRequest, empty: Flask) -> Flask:
    """A site with an earlier schema, full of content."""
    make_schema(request.param)
    fill()
    return empty


# Values that a migration takes out of a column: the next test says what became of them.
GONE = [["decision.reason", "undone"]]


def expected(table: str, rows: list[Row]) -> list[Row]:
    """Return what is to become of the rows of a table."""
    names = {name: BECOMES.get(f"{table}.{name}", name) for name in rows[0]}
    return [
        {
            new: None if [f"{table}.{name}", row[name]] in GONE else row[name]
            for name, new in names.items()
            if new
        }
        for row in rows
    ]


def test_every_row_is_still_there(earlier: Flask) -> None:
    before = content()

    migrations.upgrade()

    after = content()
    assert all(len(rows) == ROWS for rows in before.values())
    for table, rows in before.items():
        if now := BECOMES.get(table, table):
            wanted = expected(table, rows)
            found = [{name: row[name] for name in wanted[0]} for row in after[now]]
            assert found == wanted, table
    assert differences() == []


def test_every_decision_has_its_cause(earlier: Flask) -> None:
    before = content()
    voices = {row["id"]: row.get("voice") for row in before["comment"]}

    migrations.upgrade()

    assert [row["cause"] for row in content()["state_change"]] == [
        "undo"
        if row["reason"] == "undone"
        else "official-reply"
        if voices[row["comment_id"]]
        else "decision"
        for row in before["decision"]
    ]


def test_what_a_thread_shows_is_counted_from_its_states(earlier: Flask) -> None:
    migrations.upgrade()

    counted = ("root_id", "reply_count", "is_visible", "publication_no")
    assert [{name: row[name] for name in counted} for row in content()["comment"]] == [
        {name: MEANINGS[f"comment.{name}"](number) for name in counted} for number in range(ROWS)
    ]


def test_references_are_those_of_a_new_database(earlier: Flask) -> None:
    migrations.upgrade()

    for table in inspect(db.engine).get_table_names():
        for key in inspect(db.engine).get_foreign_keys(table):
            assert not key["referred_table"].startswith("_alembic"), table
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            schema = connection.scalars(text("SELECT sql FROM sqlite_master")).all()
            assert "_alembic_tmp" not in "".join(str(each) for each in schema)
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text("DELETE FROM event WHERE id = 1"))


def test_site_goes_on(earlier: Flask) -> None:
    migrations.upgrade()
    app = with_visitors(earlier)
    client, moderator_client = app.test_client(), signed_in_as(app, "Ana")

    page = client.get(f"/events/{SLUG}/").text
    receipt = client.post(f"/events/{SLUG}/comments", data=filled_in(client, SLUG), headers=HTMX)
    comment = stored()[-1]
    pressed = press(moderator_client, comment, "publish")
    after_publishing = stored()[-1].state
    db.session.rollback()  # An open look at the database would hold its log.
    withdrawn = client.post(f"{own_link(receipt)}/withdraw")

    shown = {row["public_id"] for row in content()["comment"] if row["state"] == "published"}
    assert shown <= set(comment_ids(page))
    assert (receipt.status_code, pressed.status_code, withdrawn.status_code) == (201, 303, 200)
    assert (after_publishing, stored()[-1].state) == (State.PUBLISHED, State.WITHDRAWN)
