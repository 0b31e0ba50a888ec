"""What is refused or kept when an upgrade goes wrong, and what an SQLite file needs for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from ethreader.application import create_app
from ethreader.base.db import db
from ethreader.ops import migrations
from tests.filler import fill
from tests.once import DATABASE, make_settings
from tests.schemas import make_schema, revisions

pytestmark = pytest.mark.long

OLDEST, *_, NEWEST = revisions()
COPY = f"ethreader-before-schema-{NEWEST}.sqlite3"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Flask]:
    """A site on SQLite with the first schema, full of content."""
    app = create_app(make_settings(tmp_path / "instance"))
    with app.app_context():
        make_schema(OLDEST)
        fill()
        yield app
        db.session.remove()
        db.engine.dispose()


def upgrade(app: Flask) -> tuple[int, str, str]:
    """Run the command and return its exit code and what it said to whom."""
    said = app.test_cli_runner().invoke(args=["database", "upgrade"])
    return said.exit_code, said.stdout, said.stderr


def files(app: Flask) -> set[str]:
    folder = Path(app.extensions["settings"].instance)
    return {path.name for path in folder.glob("*sqlite3")}


def refused(file: Path, reason: str) -> str:
    """Return what is said of a file that cannot be used."""
    return f"Error: The database {file} cannot be used: {reason}"


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def spoil(path: Path, statement: str) -> None:
    """Change the file behind the site's back, without foreign keys and checks."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement)
        connection.commit()


# --- what an SQLite file needs -----------------------------------------------------------


def test_upgrade_says_where_the_copy_is_and_leaves_none(old: Flask) -> None:
    copy = old.extensions["settings"].instance / COPY

    said = upgrade(old)

    assert said == (
        0,
        "The database is up to date.\n",
        f"The database is upgraded; until that is done, {copy} holds it as it was.\n",
    )
    assert files(old) == {DATABASE}
    assert upgrade(old) == (0, "The database is up to date.\n", "")


def test_foreign_keys_are_on_for_whoever_comes_next(old: Flask) -> None:
    migrations.upgrade()

    with db.engine.connect() as one, db.engine.connect() as other:
        found = [each.scalar(text("PRAGMA foreign_keys")) for each in (one, other)]

    assert found == [1, 1]


def test_upgrade_that_fails_changes_nothing_and_keeps_the_copy(old: Flask) -> None:
    file = old.extensions["settings"].instance / DATABASE
    spoil(file, "UPDATE comment SET event_id = 4711 WHERE id = 1")
    before = dump(file)

    code, _, said = upgrade(old)

    assert (code, said.splitlines()[1]) == (
        1,
        refused(file, "rows of comment refer to rows of event that are missing."),
    )
    copy = file.with_name(COPY)
    assert dump(file) == before == dump(copy)
    assert copy.stat().st_mode & 0o777 == 0o600

    spoil(file, "UPDATE comment SET event_id = 1 WHERE id = 1")
    assert upgrade(old)[0] == 0
    assert files(old) == {DATABASE}


def test_damaged_file_is_not_upgraded(old: Flask) -> None:
    file = old.extensions["settings"].instance / DATABASE
    spoil(file, "UPDATE comment SET state = 'nonsense' WHERE id = 1")

    assert upgrade(old) == (
        1,
        "",
        refused(file, "it is damaged (CHECK constraint failed in comment).\n"),
    )
    assert files(old) == {DATABASE}


def test_copy_stays_while_the_upgraded_file_is_damaged(old: Flask) -> None:
    """As after a power cut on a disk that lies, between the upgrade and its last look."""
    file = old.extensions["settings"].instance / DATABASE
    copy = file.with_name(COPY)
    migrations.upgrade()
    copy.touch()
    spoil(file, "UPDATE comment SET state = 'nonsense' WHERE id = 1")

    damage = "it is damaged (CHECK constraint failed in comment)"
    reason = f"{damage}; as it was before its upgrade it is in {copy}.\n"
    assert upgrade(old) == (1, "", refused(file, reason))
    assert copy.exists()


def test_upgrade_without_room_for_a_copy_changes_nothing(old: Flask) -> None:
    file = old.extensions["settings"].instance / DATABASE
    copy = file.with_name(COPY)
    (copy / "in the way").mkdir(parents=True)
    before = dump(file)

    code, _, said = upgrade(old)

    assert (code, said.split(" (")[0]) == (
        1,
        refused(file, f"before its upgrade no copy could be made at {copy}"),
    )
    assert dump(file) == before


# --- a schema of the future --------------------------------------------------------------


@pytest.mark.parametrize("words", [["database", "upgrade"], ["privacy", "keys"]], ids=" ".join)
def test_schema_of_a_newer_version_is_refused_in_a_sentence(empty: Flask, words: list[str]) -> None:
    make_schema(NEWEST)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    said = empty.test_cli_runner().invoke(args=words)

    reason = (
        "it has the schema 9999, which this version of the site does not know; "
        "install the version that made it, or a newer one.\n"
    )
    assert (said.exit_code, said.stderr.split(": ", 2)[2]) == (1, reason)
