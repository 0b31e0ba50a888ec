"""Pictures and documents go with a backup and come back, but for what was removed since."""

import os
import shutil
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.ops.backups.errors import BackupFailed
from ethreader.pictures.queries import all_names
from ethreader.pictures.saving import save_document
from ethreader.retention.service import erase, sweep
from tests.backups.keeping import backup_of, files_in, restore_to
from tests.backups.test_refusals import another_program
from tests.conftest import ZONE
from tests.content_files import SPEAKER, take_in_all
from tests.pictures.drawing import bytes_below, file_of, painted, pdf, store_picture
from tests.times import utcnow


@pytest.fixture
def files(site: Flask) -> Path:
    """A site with a picture and a document; returns its instance folder."""
    store_picture(file_of(painted(400, 300)))
    begin_write_transaction()
    save_document(BytesIO(pdf()), title="Programme")
    db.session.commit()
    return Path(site.instance_path)


def kept_files(instance: Path) -> set[str]:
    return {each for each in files_in(instance) if each.startswith(("pictures", "documents"))}


def test_files_that_were_lost_come_back(site: Flask, files: Path, tmp_path: Path) -> None:
    before, content = kept_files(files), bytes_below(files / "pictures")
    backup = backup_of(site, tmp_path / "backups")
    shutil.rmtree(files / "pictures")
    shutil.rmtree(files / "documents")

    restore_to(site, backup)

    assert len(before) == 1 + 1 + 5 + 1 + 1
    assert kept_files(files) == before
    assert bytes_below(files / "pictures") == content


def test_portrait_that_was_removed_since_does_not_come_back(site: Flask, tmp_path: Path) -> None:
    instance, ledger = Path(site.instance_path), site.extensions["settings"].ledger
    face = painted(64, 64)
    name = store_picture(file_of(face)).name
    vera = f"name: Vera\nportrait: {{file: {name}.webp, alt: Vera}}"
    take_in_all(tmp_path / "content", {"vera.md": SPEAKER.replace("name: Vera", vera)})
    seen = bytes_below(instance / "pictures" / name)
    backup = backup_of(site, tmp_path / "backups")
    begin_write_transaction()
    erase("picture", name, ledger_folder=ledger, now=utcnow())
    db.session.commit()
    assert seen
    assert not (instance / "pictures" / name).exists()

    restore_to(site, backup)

    assert all_names() == set()
    assert files_in(instance / "pictures") == set()
    page = site.test_client().get("/speakers/vera/")
    assert (page.status_code, name in page.text) == (200, False)


def test_what_is_newer_than_the_backup_stays_for_days(
    site: Flask, files: Path, tmp_path: Path
) -> None:
    backup = backup_of(site, tmp_path / "backups")
    newer = store_picture(file_of(painted(20, 20))).name
    os.utime(files / "pictures" / newer, (10**9, 10**9))  # For the server's clock, long ago.

    restore_to(site, backup)
    begin_write_transaction()
    swept = sweep(zone=ZONE, now=utcnow() + timedelta(days=6))
    is_there = (files / "pictures" / newer).exists()
    sweep(zone=ZONE, now=utcnow() + timedelta(days=8))
    db.session.commit()

    assert (swept["unused pictures"], is_there) == (0, True)
    assert not (files / "pictures" / newer).exists()


def test_a_restore_that_is_refused_puts_no_file_back(
    site: Flask, files: Path, tmp_path: Path
) -> None:
    backup = backup_of(site, tmp_path / "backups")
    shutil.rmtree(files / "pictures")

    with another_program(), pytest.raises(BackupFailed, match=r"^(Another|Other) program"):
        restore_to(site, backup)

    assert not (files / "pictures").exists()
