"""Sites that hold something, upgraded from every earlier schema, on SQLite and PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from ethreader.alerts.choices import WhatWaits
from ethreader.application import create_app
from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.ops import migrations
from tests.comments.forms import comment_ids, filled_in, own_link, stored
from tests.conftest import DATABASES, ROOT
from tests.filler import MEANINGS, RENAMED, ROWS, fill
from tests.moderation.deciding import press
from tests.once import make_settings
from tests.schemas import Row, content, differences, make_schema, revisions
from tests.visitors import HTMX, signed_in_as, with_visitors

pytestmark = pytest.mark.long

*EARLIER, _ = revisions()
SLUG = "00-slug"

# What a migration does on purpose to what was there: the column's new name, or `None` for a
# column or a table that goes. All else has to stay as it is.
BECOMES: dict[str, str | None] = {
    **RENAMED,
    "contact.confirm_digest": None,
    "contact.stop_digest": None,
    "outgoing.message_id": None,
    "outbox_mail.message_id": None,
    "letter": "message",
    "outgoing": "outbox_mail",
    "desk_session": "moderator_session",
    "decision": "state_change",
    "mail_refusal": None,  # Its wishes hold tokens since.
}


@dataclass(frozen=True)
class Upgraded:
    """A site that was full of content in an earlier schema, and what its tables held."""

    app: Flask
    before: dict[str, list[Row]]
    after: dict[str, list[Row]]


@pytest.fixture(scope="module", params=product(EARLIER, DATABASES), ids="-".join)
def upgraded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Upgraded]:
    """Each earlier schema on each database, upgraded once; every test looks at another side."""
    revision, database = request.param
    given = {}
    if database == "postgres":
        given["ETHREADER_DATABASE_URL"] = request.getfixturevalue("postgres")()
    app = create_app(make_settings(tmp_path_factory.mktemp("site") / "instance", **given))
    with app.app_context():
        make_schema(revision)
        fill()
        before = content()
        migrations.upgrade()
        yield Upgraded(app=app, before=before, after=content())
        db.session.remove()
        db.engine.dispose()


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


def test_every_row_is_still_there(upgraded: Upgraded) -> None:
    # What is written for search alone is not filled.
    filled = {t: rows for t, rows in upgraded.before.items() if not t.startswith("search_")}
    assert all(len(rows) in {ROWS, len(WhatWaits)} for rows in filled.values())
    for table, rows in filled.items():
        if now := BECOMES.get(table, table):
            wanted = expected(table, rows)
            found = [{name: row[name] for name in wanted[0]} for row in upgraded.after[now]]
            assert found == wanted, table
    assert differences() == []


def test_every_decision_has_its_cause(upgraded: Upgraded) -> None:
    voices = {row["id"]: row.get("voice") for row in upgraded.before["comment"]}
    recorded = [row["cause"] for row in upgraded.before.get("state_change", ())]

    assert [row["cause"] for row in upgraded.after["state_change"]] == recorded + [
        "undo"
        if row["reason"] == "undone"
        else "official-reply"
        if voices[row["comment_id"]]
        else "decision"
        for row in upgraded.before.get("decision", ())
    ]


def test_what_a_thread_shows_is_counted_from_its_states(upgraded: Upgraded) -> None:
    counted = ("root_id", "reply_count", "is_visible", "publication_no")
    assert [{name: row[name] for name in counted} for row in upgraded.after["comment"]] == [
        {name: MEANINGS[f"comment.{name}"](number) for name in counted} for number in range(ROWS)
    ]


def test_references_are_those_of_a_new_database(upgraded: Upgraded) -> None:
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


def test_site_goes_on(upgraded: Upgraded) -> None:
    app = with_visitors(upgraded.app)
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


def test_names_of_the_files_say_what_alembic_says() -> None:
    """A start on a database that is up to date reads them alone."""
    names = (
        path.name.partition("_")[0]
        for path in (ROOT / "ethreader/ops/migrations/versions").glob("[0-9]*.py")
    )

    assert sorted(names) == revisions()
