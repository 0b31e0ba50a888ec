"""Which backups count, of when they are, and which of them are too old."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from ethreader.ops.backups.folders import backups_in, delete_backup, too_old
from ethreader.ops.backups.manifest import FILE
from ethreader.ops.backups.restoring import checked
from tests.backups.keeping import backup_of
from tests.times import utcnow

DAYS = timedelta(days=1)


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Path:
    """Two backups: one of 40 days ago, and one of now."""
    for days in (40, 0):
        backup_of(app, tmp_path / "backups", days_ago=days)
    return tmp_path / "backups"


def test_the_newest_backup_is_never_too_old(folder: Path) -> None:
    old, newest = backups_in(folder)

    assert too_old(folder, days=30, now=utcnow() + 1000 * DAYS) == [old]
    delete_backup(newest)
    assert too_old(folder, days=30, now=utcnow()) == []


def test_a_file_with_a_backup_s_name_is_none(folder: Path) -> None:
    (folder / "ethreader-20200102-000000Z").touch()

    assert len(backups_in(folder)) == 2


def test_a_backup_whose_manifest_is_damaged_is_of_the_moment_in_its_name(folder: Path) -> None:
    old, _ = backups_in(folder)
    made_at = datetime.strptime(old.name, "ethreader-%Y%m%d-%H%M%SZ").replace(tzinfo=UTC)
    (old / FILE).write_text("{", encoding="utf-8")

    assert too_old(folder, days=30, now=made_at + 30 * DAYS) == []
    assert too_old(folder, days=30, now=made_at + 31 * DAYS) == [old]


def test_a_backup_that_was_renamed_is_of_the_moment_that_it_says_itself(folder: Path) -> None:
    old, _ = backups_in(folder)
    old.rename(folder / "ethreader-20200101-000000Z")

    assert too_old(folder, days=41, now=utcnow()) == []


def test_a_link_to_a_backup_that_was_deleted_goes_too(folder: Path, tmp_path: Path) -> None:
    old, _ = backups_in(folder)
    there = old.rename(tmp_path / old.name)
    old.symlink_to(there)

    delete_backup(old)

    assert not there.exists()
    assert not old.is_symlink()


def test_a_backup_in_which_another_one_was_made_is_still_one(app: Flask, folder: Path) -> None:
    newest = backups_in(folder)[-1]
    backup_of(app, newest)

    assert checked(newest, app.extensions["settings"]).database == "sqlite"
