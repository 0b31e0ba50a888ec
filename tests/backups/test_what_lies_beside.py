"""What lies beside a backup, or beside the database, as it is restored."""

import stat
from datetime import timedelta
from pathlib import Path

from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.models import Event
from ethreader.ops.backups.aside import aside_advice
from ethreader.ops.backups.folders import too_old
from ethreader.ops.backups.manifest import read_manifest
from ethreader.ops.in_use import alone
from ethreader.retention import ledger
from ethreader.retention.service import erase
from tests.backups.keeping import backup_of, bodies, restore_to
from tests.conftest import make_comment
from tests.times import utcnow


def test_a_ledger_at_its_old_place_is_not_taken_for_a_lost_one(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    public_id = make_comment(event, body="Secret.").public_id
    settings = app.extensions["settings"]
    begin_write_transaction()
    erase("comment", public_id, ledger_folder=settings.ledger, now=utcnow())
    db.session.commit()
    backup = backup_of(app, tmp_path / "backups")
    (settings.ledger / ledger.FILE).rename(settings.instance / ledger.FILE)

    restored = restore_to(app, backup)

    assert not restored.is_ledger_behind
    assert not (settings.instance / ledger.FILE).exists()


def test_a_damaged_ledger_in_another_backup_keeps_none_from_being_restored(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    make_comment(event, body="In the backup.")
    other, backup = (backup_of(app, tmp_path / "backups") for _ in range(2))
    (other / ledger.FILE).mkdir()

    restore_to(app, backup)

    assert bodies() == ["In the backup."]


def test_what_a_killed_restore_has_left_goes_with_the_next_one(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    backup = backup_of(app, tmp_path / "backups")
    instance = app.extensions["settings"].instance
    for name in (".restoring-20260101-000000.sqlite3", ".restoring-20260101-000000.sqlite3-wal"):
        (instance / name).write_text("What readers wrote.", encoding="utf-8")

    restore_to(app, backup)

    assert list(instance.glob(".restoring-*")) == []


def test_restored_database_is_one_plain_file_for_whom_its_folder_is_for(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    backup = backup_of(app, tmp_path / "backups")
    instance = app.extensions["settings"].instance
    instance.chmod(0o770)

    restore_to(app, backup)

    [file] = instance.glob("ethreader.sqlite3*")
    assert stat.S_IMODE(file.stat().st_mode) == 0o660


def test_operator_is_told_where_the_ledger_may_have_been_lost(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    public_id = make_comment(event, body="Secret.").public_id
    settings = app.extensions["settings"]
    begin_write_transaction()
    erase("comment", public_id, ledger_folder=settings.ledger, now=utcnow())
    db.session.commit()
    backup = backup_of(app, tmp_path / "backups")
    told = []
    for is_lost in (False, True):
        if is_lost:
            (settings.ledger / ledger.FILE).unlink()
        result = app.test_cli_runner().invoke(args=["restore", "--yes", str(backup)])
        told.append((result.exit_code, "did not name what the backup names" in result.stderr))

    assert told == [(0, False), (0, True)]


def test_a_ledger_that_cannot_be_read_keeps_nobody_from_having_a_backup(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    settings = app.extensions["settings"]
    (settings.ledger / ledger.FILE).unlink(missing_ok=True)
    (settings.ledger / ledger.FILE).mkdir(parents=True)

    backup = backup_of(app, tmp_path / "backups")

    missing = "the ledger of erasures, which could not be read"
    assert missing in read_manifest(backup).not_in_it


def test_no_backup_is_made_while_one_is_restored(app: Flask, event: Event, tmp_path: Path) -> None:
    with alone(app.extensions["settings"].instance):
        result = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "backups")])

    assert (result.exit_code, "is being restored at this moment" in result.stderr) == (1, True)
    assert not (tmp_path / "backups").exists()


def test_what_was_set_aside_is_not_forgotten(app: Flask, event: Event, tmp_path: Path) -> None:
    backup = backup_of(app, tmp_path / "backups")
    before = aside_advice(app.extensions["settings"])

    aside = restore_to(app, backup).aside

    assert before is None
    assert f"an older database lies in {aside} " in (aside_advice(app.extensions["settings"]) or "")


def test_a_backup_is_too_old_once_its_days_are_over(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    old, _newest = (backup_of(app, tmp_path / "backups", days_ago=days) for days in (40, 0))
    over = read_manifest(old).made_at + timedelta(days=30)

    assert too_old(tmp_path / "backups", days=30, now=over) == []
    assert too_old(tmp_path / "backups", days=30, now=over + timedelta(seconds=1)) == [old]
