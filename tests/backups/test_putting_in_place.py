"""The steps by which a restored database is made ready and comes into its place, on both."""

import json
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect

from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.ops.backups.errors import BackupFailed
from ethreader.ops.backups.manifest import read_manifest
from ethreader.ops.backups.places import Place
from ethreader.ops.backups.postgres_place import UNFINISHED as SCHEMA
from ethreader.ops.backups.restoring import KINDS, restore
from ethreader.ops.backups.sqlite_place import UNFINISHED as FILE
from tests.backups.keeping import backup_of, bodies, restore_to
from tests.backups.test_refusals import another_program
from tests.conftest import EVENT_FILE, make_comment, make_event
from tests.once import make_settings
from tests.times import utcnow

STAMP = "20260203-090000"


def place_of(site: Flask) -> Place:
    db.session.rollback()
    return KINDS[db.engine.dialect.name](site.extensions["settings"], stamp=STAMP)


def leftovers(site: Flask) -> list[str]:
    """Return what a restore has left of its work."""
    names = [path.name for path in site.extensions["settings"].instance.iterdir()]
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection:
            names = inspect(connection).get_schema_names()
    return [name for name in names if name.startswith((FILE, SCHEMA))]


@pytest.fixture
def backup(site: Flask, tmp_path: Path) -> Path:
    """A backup of a comment that the site has too."""
    make_comment(make_event(tmp_path, "winter-meeting", EVENT_FILE), body="Mine.")
    return backup_of(site, tmp_path / "backups")


def test_what_a_kill_has_left_goes_first(site: Flask, backup: Path) -> None:
    place = place_of(site)
    with place.made_ready(backup, read_manifest(backup)):
        pass
    assert len(leftovers(site)) == 1

    with another_program(), pytest.raises(BackupFailed, match=r"^(Another|Other) program"):
        restore_to(site, backup)

    assert leftovers(site) == []


def test_whoever_comes_while_it_is_made_ready_keeps_it_from_its_place(
    site: Flask, backup: Path
) -> None:
    place = place_of(site)
    with place.made_ready(backup, read_manifest(backup)):
        assert db.engine.hide_parameters
    with (
        another_program(),
        pytest.raises(BackupFailed, match=r"^(Another|Other) program"),
        place.leaving_nothing(),
    ):
        place.put_in_place()

    assert (bodies(), leftovers(site)) == (["Mine."], [])


def test_two_restores_within_a_second_each_keep_what_was_there(site: Flask, backup: Path) -> None:
    now = utcnow()
    db.session.rollback()

    aside = [restore(backup, site.extensions["settings"], now=now).aside for _ in range(3)]

    assert len(set(aside)) == 3
    assert (bodies(), leftovers(site)) == (["Mine."], [])


def change(**given: Callable[[Any], Any]) -> Callable[[Path], None]:
    def spoil(backup: Path) -> None:
        path = backup / "manifest.json"
        told = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps({**told, **{k: f(told[k]) for k, f in given.items()}}), "utf-8")

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(change(rows=lambda it: {**it, "comment": 7}), id="other rows"),
        pytest.param(change(rows=lambda it: {**it, "comment_2": 0}), id="a table more"),
        pytest.param(
            change(rows=lambda it: {k: n for k, n in it.items() if k != "contact"}), id="one less"
        ),
    ],
)
def test_what_is_not_what_it_says_is_not_put_in_place(
    site: Flask, backup: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(backup)

    with pytest.raises(BackupFailed, match=r"damaged|were backed up"):
        restore_to(site, backup)

    assert (bodies(), leftovers(site)) == (["Mine."], [])


# --- SQLite --------------------------------------------------------------------------------


def test_what_is_not_sound_when_it_is_ready_is_not_put_in_place(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    make_comment(event, body="Mine.")
    backup, instance = backup_of(app, tmp_path / "backups"), app.extensions["settings"].instance

    with pytest.raises(BackupFailed, match="rows of comment refer to rows of event"):
        spoil_what_is_made_ready(place_of(app), backup, instance)


def spoil_what_is_made_ready(place: Place, backup: Path, instance: Path) -> None:
    with place.made_ready(backup, read_manifest(backup)):
        [new] = instance.glob(f"{FILE}*")
        assert stat.S_IMODE(new.stat().st_mode) == 0o600
        with closing(sqlite3.connect(new)) as by:
            by.execute("UPDATE comment SET event_id = 99")
            by.commit()


def test_a_folder_where_the_database_should_be_is_not_taken_for_one_in_use(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    backup = backup_of(app, tmp_path / "backups")
    db.session.remove()
    db.engine.dispose()
    file = app.extensions["settings"].instance / "ethreader.sqlite3"
    file.unlink()
    (file / "below").mkdir(parents=True)

    with pytest.raises(BackupFailed, match="could not be restored"):
        restore_to(app, backup)

    assert (file / "below").is_dir()


def test_a_folder_that_was_lost_is_made_anew(app: Flask, event: Event, tmp_path: Path) -> None:
    backup = backup_of(app, tmp_path / "backups")
    shutil.rmtree(backup.parent.parent / "instance")
    file = app.extensions["settings"].instance / "ethreader.sqlite3"
    db.session.remove()
    db.engine.dispose()
    settings = make_settings(tmp_path / "i", ETHREADER_DATABASE_URL=f"sqlite:///{file}")
    settings.instance.mkdir()

    restore(backup, settings, now=utcnow() + timedelta(seconds=1))

    assert file.is_file()
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
