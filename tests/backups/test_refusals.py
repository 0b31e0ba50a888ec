"""What keeps a backup from being made or restored: one sentence, and nothing changed."""

import json
import os
import re
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.backups.folders import only_backup
from ethreader.ops.backups.restoring import checked
from ethreader.ops.in_use import alone, in_use
from ethreader.ops.readiness import DatabaseNotReady
from ethreader.retention import ledger
from tests.backups.keeping import backup_of, bodies, files_in, restore_to
from tests.conftest import EVENT_FILE, make_app, make_comment, make_event
from tests.once import make_settings

Spoil = Callable[[Path], object]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup that each test gets a copy of."""
    folder = tmp_path_factory.mktemp("kept")
    app = make_app(folder / "instance")
    with app.app_context():
        make_comment(make_event(folder, "winter-meeting", EVENT_FILE))
        backup = backup_of(app, folder / "backups")
        db.session.remove()
        db.engine.dispose()
    return backup


@pytest.fixture
def backup(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "backups" / kept.name))


def flip(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)


def change(**given: Any) -> Spoil:
    def spoil(backup: Path) -> None:
        path = backup / "manifest.json"
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **given}), "utf-8")

    return spoil


def drop(name: str) -> Spoil:
    def spoil(backup: Path) -> None:
        path = backup / "manifest.json"
        told = json.loads(path.read_text("utf-8"))
        del told[name]
        path.write_text(json.dumps(told), "utf-8")

    return spoil


def other_file(name: str) -> Spoil:
    return change(files={name: {"size": 1, "sha256": "0" * 64}})


def as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


DATABASE = "database.sqlite3"
DAMAGED = [
    (lambda b: flip(b / DATABASE, 5000), "is not as it was written"),
    (lambda b: flip(b / DATABASE, 0), "is not as it was written"),
    (lambda b: flip(b / DATABASE, -1), "is not as it was written"),
    (lambda b: (b / DATABASE).write_bytes((b / DATABASE).read_bytes()[:-4096]), "is not as it was"),
    (lambda b: (b / DATABASE).write_bytes(b""), "is not as it was written"),
    (lambda b: (b / DATABASE).unlink(), "cannot be read (No such file or directory)"),
    (lambda b: (b / "manifest.json").unlink(), "is no backup of this site"),
    (lambda b: (b / "manifest.json").write_text("{", "utf-8"), "is damaged"),
    (lambda b: (b / "manifest.json").write_text("[]", "utf-8"), "is damaged"),
    (lambda b: (b / "manifest.json").write_bytes(b"\xff\xfe\0"), "is damaged"),
    (lambda b: (b / "manifest.json").write_text("null", "utf-8"), "is damaged"),
    (drop("schema_revision"), "is damaged"),
    (drop("made_at"), "is damaged"),
    (change(made_at="yesterday"), "is damaged"),
    (change(rows=None), "is damaged"),
    (change(rows={"comment": "many"}), "is damaged"),
    (change(surprise=1), "is damaged"),
    (change(made_at="2026-02-03T09:00:00"), "is damaged"),
    (change(made_at="0001-01-01T00:00:00+01:00"), "is damaged"),
    (change(made_at="0999-01-01T00:00:00Z"), "is damaged"),
    (change(made_at="9999-12-31T23:59:59-01:00"), "is damaged"),
    (change(made_at=1e300), "is damaged"),
    (lambda b: os.truncate(b / "manifest.json", 1 << 40), "is larger than 10,000,000 bytes"),
    (lambda b: as_pipe(b / "manifest.json"), "cannot be read (It is no plain file)"),
    (lambda b: as_pipe(b / DATABASE), "cannot be read (It is no plain file)"),
    (change(format=2), "was written by a newer version of the site"),
    (change(format="x"), "is damaged"),
    (
        change(schema_revision="9999"),
        "has the schema 9999, which this version of the site does not know",
    ),
    (change(schema_revision="../0001"), "which this version of the site does not know"),
    (change(database="postgresql"), "is of another kind of database"),
    (change(database="oracle"), "is of another kind of database"),
    (other_file("../../etc/passwd"), "is damaged"),
    (other_file("/etc/passwd"), "is damaged"),
    (other_file(".."), "is damaged"),
    (shutil.rmtree, "is no backup of this site"),
]


@pytest.mark.parametrize(("spoil", "sentence"), DAMAGED)
def test_a_backup_that_is_not_what_was_made_is_refused(
    backup: Path, tmp_path: Path, spoil: Spoil, sentence: str
) -> None:
    settings = make_settings(tmp_path / "instance")
    assert checked(backup, settings).rows["comment"] == 1
    spoil(backup)

    with pytest.raises(BackupFailed, match=re.escape(sentence)):
        checked(backup, settings)


LIES = [
    (change(rows={"comment": 7}), "does not hold what it says"),
    (change(schema_revision="0018"), "does not hold what it says"),
]


@pytest.mark.parametrize(("spoil", "sentence"), LIES)
def test_what_does_not_fit_its_manifest_changes_nothing(
    app: Flask, event: Event, backup: Path, spoil: Spoil, sentence: str
) -> None:
    make_comment(event, body="Mine.")
    before = files_in(app.extensions["settings"].instance)
    spoil(backup)

    with pytest.raises(BackupFailed, match=sentence):
        restore_to(app, backup)

    assert bodies() == ["Mine."]
    assert files_in(app.extensions["settings"].instance) <= before | {"in-use.lock"} | {
        f"ethreader.sqlite3{ending}" for ending in ("-wal", "-shm")
    }


def test_the_folder_of_all_backups_is_no_backup(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match=f"The newest is {backup}"):
        checked(backup.parent, make_settings(tmp_path / "instance"))


def test_nothing_is_restored_while_the_site_runs(app: Flask, event: Event, backup: Path) -> None:
    make_comment(event, body="Mine.")
    instance = app.extensions["settings"].instance

    with in_use(instance), in_use(instance), pytest.raises(BackupFailed, match="Stop them first"):
        restore_to(app, backup)

    assert bodies() == ["Mine."]


def test_nothing_starts_while_a_backup_is_restored(app: Flask) -> None:
    instance = app.extensions["settings"].instance

    with alone(instance):
        with pytest.raises(DatabaseNotReady, match="is being restored"), in_use(instance):
            pass
        result = app.test_cli_runner().invoke(args=["moderator", "list"])

    assert (result.exit_code, "is being restored" in result.output) == (1, True)
    assert app.test_cli_runner().invoke(args=["moderator", "list"]).exit_code == 0


def test_nothing_is_restored_while_another_program_has_the_database_open(
    site: Flask, tmp_path: Path
) -> None:
    event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
    make_comment(event, body="Mine.")
    backup = backup_of(site, tmp_path / "backups")
    make_comment(db.session.merge(event), body="And mine.")

    with another_program(), pytest.raises(BackupFailed, match=r"Another program|Other programs"):
        restore_to(site, backup)

    assert bodies() == ["Mine.", "And mine."]
    restore_to(site, backup)
    assert bodies() == ["Mine."]


@contextmanager
def another_program() -> Iterator[None]:
    """Look into the database and leave it open, as a tool does."""
    engine = create_engine(db.engine.url)
    with engine.connect() as connection:
        connection.execute(text("SELECT count(*) FROM comment")).all()
        yield
    engine.dispose()


def test_without_its_ledger_nothing_is_restored(app: Flask, event: Event, backup: Path) -> None:
    make_comment(event, body="Mine.")
    folder = app.extensions["settings"].ledger
    (folder / ledger.FILE).mkdir(parents=True)

    with pytest.raises(BackupFailed, match="could not be restored"):
        restore_to(app, backup)

    assert bodies() == ["Mine."]


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes: the kernel refuses what is more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 4096, 100_000, 300_000])
def test_a_full_disk_leaves_no_half_backup(
    app: Flask, event: Event, tmp_path: Path, room: int
) -> None:
    make_comment(event)
    first = backup_of(app, tmp_path / "backups")
    before = files_in(tmp_path / "backups")

    with full_disk(room), pytest.raises(BackupFailed, match=r"could not be (copied|written)"):
        backup_of(app, tmp_path / "backups")

    assert files_in(tmp_path / "backups") == before
    assert checked(first, app.extensions["settings"]).rows["comment"] == 1


@pytest.mark.parametrize("room", [0, 4096, 100_000, 300_000])
def test_a_full_disk_leaves_the_database_as_it_was(
    app: Flask, event: Event, backup: Path, room: int
) -> None:
    make_comment(event, body="Mine.")
    db.session.remove()
    db.engine.dispose()

    with full_disk(room), pytest.raises(BackupFailed, match="could not be restored"):
        restore_to(app, backup)

    assert bodies() == ["Mine."]
    names = files_in(app.extensions["settings"].instance)
    assert not [name for name in names if name.startswith((".restoring", "before-restore"))]


@pytest.mark.usefixtures("moderator")
def test_a_database_that_refuses_a_change_while_it_is_made_ready_is_not_put_in_place(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    make_comment(event, body="In the backup.")
    refusal = "CREATE TRIGGER t BEFORE UPDATE ON moderator BEGIN SELECT RAISE(ABORT, 'no'); END"
    db.session.execute(text(refusal))
    db.session.commit()
    backup = backup_of(app, tmp_path / "backups")
    make_comment(event, body="Mine.")

    with pytest.raises(BackupFailed, match=r"could not be restored \(no\)"):
        restore_to(app, backup)

    assert bodies() == ["In the backup.", "Mine."]
    assert not list(app.extensions["settings"].instance.glob(".restoring*"))


def test_a_damaged_database_makes_no_backup(app: Flask, event: Event, tmp_path: Path) -> None:
    make_comment(event)
    db.session.remove()
    db.engine.dispose()
    with closing(sqlite3.connect(app.extensions["settings"].instance / "ethreader.sqlite3")) as by:
        by.execute("PRAGMA foreign_keys = OFF")
        by.execute("UPDATE comment SET event_id = 99")
        by.commit()

    with pytest.raises(BackupFailed, match="rows of comment refer to rows of event"):
        backup_of(app, tmp_path / "backups")

    assert files_in(tmp_path / "backups") == {".backup.lock"}


def test_two_backups_at_once_do_not_get_into_each_others_way(app: Flask, tmp_path: Path) -> None:
    with only_backup(tmp_path), pytest.raises(BackupFailed, match="Another backup is being made"):
        backup_of(app, tmp_path)

    assert backup_of(app, tmp_path) != backup_of(app, tmp_path)  # Within the same second, too.


@pytest.mark.parametrize("place", ["a-file", "a-file/below"])
def test_a_folder_that_cannot_be_made_is_named(app: Flask, tmp_path: Path, place: str) -> None:
    (tmp_path / "a-file").touch()

    with pytest.raises(BackupFailed, match=re.escape(str(tmp_path / place))):
        backup_of(app, tmp_path / place)


def test_without_a_database_there_is_nothing_to_back_up(empty: Flask, tmp_path: Path) -> None:
    file = empty.extensions["settings"].instance / "ethreader.sqlite3"
    file.unlink(missing_ok=True)

    with pytest.raises(BackupFailed, match=r"nothing to back up|no schema of this site"):
        backup_of(empty, tmp_path / "backups")

    assert not file.exists()
