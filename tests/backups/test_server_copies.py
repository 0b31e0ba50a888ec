"""PostgreSQL's tables as files: the same whatever a server prefers, and put back where they go."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect, make_url, text

from ethreader.base.db import db
from ethreader.ops.backups.postgres_copy import dump_tables
from ethreader.ops.backups.postgres_place import ASIDE, PostgresPlace
from tests.backups.keeping import backup_of, bodies, restore_to
from tests.conftest import EVENT_FILE, make_comment, make_event
from tests.retention.databases import site_on
from tests.schemas import content

pytestmark = pytest.mark.long

# As a server would give columns that were added in another order.
OTHER_ORDER = """
    ALTER TABLE revision RENAME topic TO old; ALTER TABLE revision ADD COLUMN topic varchar(60);
    UPDATE revision SET topic = old; ALTER TABLE revision DROP COLUMN old;
    ALTER TABLE revision ADD CONSTRAINT pk_revision PRIMARY KEY (topic)
"""


@pytest.fixture
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A site on PostgreSQL with a comment."""
    app = site_on("postgres", tmp_path, request)
    with app.app_context():
        make_comment(make_event(tmp_path, "winter-meeting", EVENT_FILE), body="Žena.")
        yield app
        db.session.remove()
        db.engine.dispose()


def test_files_are_the_same_whatever_a_server_prefers(site: Flask, tmp_path: Path) -> None:
    other = create_engine(
        make_url(str(db.engine.url.render_as_string(hide_password=False))).update_query_dict(
            {"client_encoding": "LATIN2", "options": "-cdatestyle=German"}
        )
    )
    for name, engine in (("usual", db.engine), ("other", other)):
        (tmp_path / name).mkdir()
        dump_tables(engine, tmp_path / name)
    other.dispose()

    usual, found = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("usual", "other")
    )
    assert "Žena.".encode() in usual["comment.copy"]
    assert found == usual


def test_values_find_their_columns_in_whatever_order_those_were(
    site: Flask, tmp_path: Path
) -> None:
    before = content()["revision"]
    with db.engine.begin() as connection:
        connection.exec_driver_sql(OTHER_ORDER)
    backup = backup_of(site, tmp_path / "backups")

    restore_to(site, backup)

    assert {row["topic"]: row["number"] for row in content()["revision"]} == {
        row["topic"]: row["number"] for row in before
    }


def test_an_empty_database_leaves_nothing_aside(site: Flask, tmp_path: Path) -> None:
    backup = backup_of(site, tmp_path / "backups")
    with db.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))

    restored = restore_to(site, backup)

    assert (restored.aside, bodies()) == (None, ["Žena."])
    with db.engine.connect() as connection:
        names = inspect(connection).get_schema_names()
    assert not [name for name in names if name.startswith(ASIDE)]


def test_what_a_url_asks_of_the_server_holds_while_it_is_made_ready(site: Flask) -> None:
    given = site.extensions["settings"]
    url = f"{given.database_url}{'&' if '?' in given.database_url else '?'}options=-cwork_mem%3D4MB"
    place = PostgresPlace(replace(given, database_url=url), stamp="20260203-090000")

    assert place._url.query["options"] == (
        "-cwork_mem=4MB -csearch_path=ethreader_restoring_20260203_090000"
    )
