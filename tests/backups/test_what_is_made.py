"""What stands in a backup, wherever it is made, and what does not."""

import os
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.ops.backups.aside import ASIDE, aside_advice
from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.backups.files_archive import ARCHIVE
from ethreader.ops.backups.manifest import PIECE, read_manifest, sum_of
from tests.backups.keeping import backup_of, bodies, restore_to
from tests.conftest import make_comment
from tests.once import make_settings
from tests.pictures.drawing import file_of, painted, store_picture

DATABASE = "database.sqlite3"
PLAIN = b"\1\1"  # In the head of SQLite's file: no log of writes is looked for beside it.


@pytest.mark.parametrize("name", ["a#b", "a?mode=memory", "a%20b", "a b", "ž"])
def test_a_backup_is_one_plain_file_whose_size_is_told_in_a_folder_of_any_name(
    app: Flask, event: Event, tmp_path: Path, name: str
) -> None:
    make_comment(event)

    backup = backup_of(app, tmp_path / name)

    content = (backup / DATABASE).read_bytes()
    assert content[18:20] == PLAIN
    assert read_manifest(backup).files[DATABASE].size == len(content)
    restore_to(app, backup)
    assert bodies() == ["Well said."]


def test_a_file_is_counted_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * (2 * PIECE + 5))

    assert sum_of(tmp_path / "a").size == 2 * PIECE + 5


@pytest.mark.parametrize("statement", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_a_database_without_a_schema_makes_no_backup(
    app: Flask, tmp_path: Path, statement: str
) -> None:
    db.session.remove()
    db.engine.dispose()
    with closing(sqlite3.connect(app.extensions["settings"].instance / "ethreader.sqlite3")) as by:
        by.execute(statement)
        by.commit()

    with pytest.raises(BackupFailed, match="there is no schema of this site in it"):
        backup_of(app, tmp_path / "backups")


def test_a_relative_folder_is_the_one_at_hand(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    runner = app.test_cli_runner()

    made = runner.invoke(args=["backup", "backups"])
    [backup] = (tmp_path / "backups").glob("ethreader-*")
    monkeypatch.chdir(backup)
    checked = runner.invoke(args=["restore", "--check", "."])

    assert made.stdout.splitlines()[0] == f"The backup is whole and checked: {backup}"
    assert checked.stdout.splitlines()[0] == f"The backup is as it was written: {backup}"


def test_where_nothing_was_there_nothing_is_said_to_be_aside(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    backup = backup_of(app, tmp_path / "backups")
    db.session.remove()
    db.engine.dispose()
    (app.extensions["settings"].instance / "ethreader.sqlite3").unlink()

    said = app.test_cli_runner().invoke(args=["restore", "--yes", str(backup)])

    assert (said.exit_code, "What was there before" in said.output) == (0, False)


def test_only_pictures_and_documents_are_packed_and_no_link_comes_back(
    app: Flask, tmp_path: Path
) -> None:
    name = store_picture(file_of(painted(40, 30))).name
    shelf = app.extensions["settings"].instance / "pictures"
    (shelf / "notes.txt").write_text("Not ours.", encoding="utf-8")
    lost = shelf / ("0" * 32)
    lost.mkdir()
    (lost / "master.webp").symlink_to("nowhere")
    backup = backup_of(app, tmp_path / "backups")
    with tarfile.open(backup / ARCHIVE) as archive:
        packed = {each.split("/")[1] for each in archive.getnames()}

    for each in (shelf / name).iterdir():
        each.unlink()
    (shelf / name).rmdir()
    restore_to(app, backup)

    assert packed == {name, lost.name}
    assert (shelf / name / "master.webp").is_file()


def test_what_is_there_is_neither_replaced_nor_taken_for_new(app: Flask, tmp_path: Path) -> None:
    name = store_picture(file_of(painted(40, 30))).name
    folder = app.extensions["settings"].instance / "pictures" / name
    backup = backup_of(app, tmp_path / "backups")
    (folder / "master.webp").write_bytes(b"The one that is there.")
    os.utime(folder, (10**9, 10**9))

    restore_to(app, backup)

    assert (folder / "master.webp").read_bytes() == b"The one that is there."
    assert folder.stat().st_mtime == 10**9


def test_what_lies_in_a_folder_is_not_of_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"{ASIDE}20260203-090000").mkdir()
    url = "postgresql+psycopg://127.0.0.1/site"

    assert aside_advice(make_settings(tmp_path / "i", ETHREADER_DATABASE_URL=url)) is None
