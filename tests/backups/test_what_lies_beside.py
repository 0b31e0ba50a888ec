"""What lies beside a backup, or beside the database, as it is restored."""

import stat
from pathlib import Path

from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.models import Event
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
