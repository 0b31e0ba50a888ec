"""What comes back from a backup is what was there, but for what must not come back."""

import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.accounts.queries import moderator_by_name
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import State
from ethreader.comments.queries import comment_by_public_id
from ethreader.events.models import Event
from ethreader.ops import migrations
from ethreader.ops.backups.aside import aside_advice
from ethreader.ops.backups.manifest import read_manifest
from ethreader.retention import ledger
from ethreader.retention.service import erase
from tests.backups.keeping import backup_of, bodies, count, files_in, restore_to
from tests.conftest import EVENT_FILE, make_comment, make_event
from tests.filler import fill
from tests.schemas import Row, content, make_schema
from tests.times import utcnow

# What a restore ends, by table: which rows go, and what others of the table lose.
GONE: dict[str, Callable[[Row], bool]] = {
    "moderator_session": lambda _: True,
    "sign_in_link": lambda _: True,
    "known_device": lambda _: True,
    "moderator_feed": lambda _: True,
    "passkey": lambda _: True,
    "recovery_code": lambda _: True,
    "contact": lambda row: row["confirmed_at"] is None,
}
EMPTIED: dict[str, dict[str, Any]] = {
    "moderator": dict.fromkeys(("password_hash", "totp_sealed", "totp_used_step"))
}

GARBAGE = b"no database at all" * 99


def expected(before: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Return what a restored database holds of what was there."""
    after = {
        table: [row | EMPTIED.get(table, {}) for row in rows if not GONE.get(table, _never)(row)]
        for table, rows in before.items()
    }
    contacts = {row["id"] for row in after["contact"]}
    for table in ("outbox_mail", "contact_token", "moderator_digest"):
        after[table] = [row for row in after[table] if row["contact_id"] in contacts]
    # The moderation log says that it goes on from here.
    number = max(row["id"] for row in after["log_gap"]) + 1
    after["log_gap"].append({"id": number, "kind": "restored", "comment_id": None})
    for mail in after["outbox_mail"]:
        is_open = mail["state"] in {"waiting", "unreadable"}
        mail["state"] = "dropped" if is_open else mail["state"]
    return after


def _never(_: Row) -> bool:
    return False


def test_every_row_of_every_table_comes_back(site: Flask, tmp_path: Path) -> None:
    fill()
    before = content()
    backup = backup_of(site, tmp_path / "backups")
    begin_write_transaction()
    db.session.execute(db.metadata.tables["message"].delete())
    db.session.commit()

    restored = restore_to(site, backup)

    assert content() == expected(before)
    counted = {table: len(rows) for table, rows in before.items()}
    assert {name: restored.manifest.rows[name] for name in counted} == counted
    # Beside them, the vectors of PostgreSQL alone.
    assert restored.manifest.rows.keys() - counted.keys() <= {"search_index"}
    assert not restored.is_ledger_behind


def test_what_is_written_after_a_restore_gets_a_number_of_its_own(
    site: Flask, tmp_path: Path
) -> None:
    event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
    make_comment(event, body="Before.")
    restore_to(site, backup_of(site, tmp_path / "backups"))

    make_comment(db.session.merge(event), body="After.")

    assert bodies() == ["Before.", "After."]


def test_what_readers_wrote_last_is_in_a_backup_of_a_running_site(
    site: Flask, tmp_path: Path
) -> None:
    event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
    acknowledged: list[str] = []
    over = threading.Event()

    def write() -> None:
        with site.app_context():
            mine = db.session.merge(event, load=False)
            while not over.is_set():
                body = f"Comment {len(acknowledged)}."
                make_comment(mine, body=body)
                acknowledged.append(body)
            db.session.remove()

    writer = threading.Thread(target=write)
    db.session.rollback()
    db.session.expunge_all()
    writer.start()
    try:
        while len(acknowledged) < 3:
            over.wait(0.01)
        known = [*acknowledged]
        backup = backup_of(site, tmp_path / "backups")
        seen = len(acknowledged)
    finally:
        over.set()
        writer.join()
    restore_to(site, backup)

    assert bodies()[: len(known)] == known
    assert len(bodies()) <= seen + 1


def test_what_was_deleted_since_is_deleted_again_before_anybody_sees_it(
    site: Flask, tmp_path: Path
) -> None:
    event = make_event(tmp_path, "winter-meeting", EVENT_FILE)
    gone, stays = make_comment(event, body="Secret.").public_id, make_comment(event, body="Stays.")
    stays_id = stays.public_id
    backup = backup_of(site, tmp_path / "backups")
    begin_write_transaction()
    folder = site.extensions["settings"].ledger
    erase("comment", gone, ledger_folder=folder, now=utcnow())
    db.session.commit()

    restore_to(site, backup)

    erased, kept = comment_by_public_id(gone), comment_by_public_id(stays_id)
    assert erased is not None
    assert kept is not None
    assert (erased.state, erased.body, kept.body) == (State.WITHDRAWN, "", "Stays.")


def test_a_lost_ledger_is_made_up_from_all_backups_that_lie_together(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    public_id = make_comment(event, body="Secret.").public_id
    older = backup_of(app, tmp_path / "backups")
    begin_write_transaction()
    settings = app.extensions["settings"]
    erase("comment", public_id, ledger_folder=settings.ledger, now=utcnow())
    db.session.commit()
    newer = backup_of(app, tmp_path / "backups")
    (settings.ledger / ledger.FILE).unlink()

    first, second = restore_to(app, older), restore_to(app, newer)

    assert bodies() == [""]
    assert (first.is_ledger_behind, second.is_ledger_behind) == (False, False)
    (settings.ledger / ledger.FILE).unlink()
    assert restore_to(app, newer).is_ledger_behind


def test_nobody_is_signed_in_after_a_restore_and_no_old_password_works(
    app: Flask, moderator_client: FlaskClient, tmp_path: Path
) -> None:
    assert moderator_client.get("/moderation/").status_code == 200
    backup = backup_of(app, tmp_path / "backups")

    restore_to(app, backup)

    assert moderator_client.get("/moderation/").status_code == 303
    ana = moderator_by_name("Ana")
    assert ana is not None
    assert ana.password_hash is None


def test_a_log_that_lies_beside_the_old_database_undoes_nothing(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    """Before there was the command: the restored file was silently undone, or torn, by it."""
    make_comment(event, body="In the backup.")
    backup = backup_of(app, tmp_path / "backups")
    make_comment(event, body="Since then.")
    instance = app.extensions["settings"].instance
    killed = {path.name: path.read_bytes() for path in instance.glob("ethreader.sqlite3*")}
    assert killed["ethreader.sqlite3-wal"]
    db.session.remove()
    db.engine.dispose()
    for name, given in killed.items():  # As a kill leaves them.
        (instance / name).write_bytes(given)

    restored = restore_to(app, backup)

    assert bodies() == ["In the backup."]
    assert restored.aside is not None
    with sqlite3.connect(Path(restored.aside) / "ethreader.sqlite3") as aside:
        kept = aside.execute("SELECT body FROM comment ORDER BY id").fetchall()
    assert kept == [("In the backup.",), ("Since then.",)]


@pytest.mark.parametrize(
    ("damage", "beside", "left"),
    [
        pytest.param(GARBAGE, "-wal", set(), id="garbage, whose log SQLite ends"),
        pytest.param(GARBAGE, "-shm", {"-shm"}, id="garbage, whose log's index it leaves"),
        pytest.param(b"", "-wal", set(), id="empty"),
    ],
)
def test_a_damaged_database_is_replaced_and_kept_as_it_is(
    app: Flask, event: Event, tmp_path: Path, damage: bytes, beside: str, left: set[str]
) -> None:
    make_comment(event)
    backup = backup_of(app, tmp_path / "backups")
    db.session.remove()
    db.engine.dispose()
    instance = app.extensions["settings"].instance
    (instance / "ethreader.sqlite3").write_bytes(damage)
    (instance / f"ethreader.sqlite3{beside}").write_bytes(b"old log")

    restored = restore_to(app, backup)

    assert bodies() == ["Well said."]
    assert restored.aside is not None
    aside = Path(restored.aside)
    assert (aside / "ethreader.sqlite3").read_bytes() == damage
    assert files_in(aside) == {"ethreader.sqlite3", *(f"ethreader.sqlite3{each}" for each in left)}
    shutil.rmtree(restored.aside)
    assert files_in(instance) & {"ethreader.sqlite3-journal"} == set()


def test_a_backup_restores_a_site_that_was_lost_altogether(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    make_comment(event)
    backup = backup_of(app, tmp_path / "backups")
    db.session.remove()
    db.engine.dispose()
    (app.extensions["settings"].instance / "ethreader.sqlite3").unlink()

    restored = restore_to(app, backup)

    assert (restored.aside, bodies()) == (None, ["Well said."])


@pytest.mark.long
def test_a_backup_of_an_older_schema_is_upgraded_beside_the_database(
    empty: Flask, tmp_path: Path
) -> None:
    make_schema("0012")
    fill()
    rows = len(content()["comment"])

    backup = backup_of(empty, tmp_path / "backups")
    is_upgraded_by_that = migrations.is_current()
    restored = restore_to(empty, backup)

    assert (restored.manifest.schema_revision, is_upgraded_by_that) == ("0012", False)
    assert migrations.is_current()
    assert count() == rows


def test_backups_are_for_their_owner_and_hold_neither_keys_nor_settings(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    settings = app.extensions["settings"]
    make_comment(event)

    backup = backup_of(app, tmp_path / "backups")

    modes = {stat.S_IMODE(path.stat().st_mode) for path in backup.iterdir()}
    assert (modes, stat.S_IMODE(backup.stat().st_mode)) == ({0o600}, 0o700)
    assert files_in(tmp_path / "backups") == {
        ".backup.lock",
        backup.name,
        *(f"{backup.name}/{name}" for name in ("database.sqlite3", "manifest.json")),
    }
    secret = (settings.instance / "secret_key").read_bytes()
    assert not any(secret in path.read_bytes() for path in backup.iterdir())
    manifest = read_manifest(backup)
    assert "ETHREADER_PACE" in manifest.settings
    assert manifest.made_at <= utcnow() <= manifest.made_at + timedelta(minutes=5)


@pytest.mark.parametrize("is_damaged", [False, True])
def test_a_database_on_another_disk_is_replaced_there(
    app: Flask, event: Event, tmp_path: Path, *, is_damaged: bool
) -> None:
    make_comment(event, body="In the backup.")
    backup = backup_of(app, tmp_path / "backups")
    make_comment(db.session.merge(event), body="Since then.")
    db.session.remove()
    db.engine.dispose()
    file = Path(str(db.engine.url.database))
    there = tmp_path / "disk" / "real.sqlite3"
    there.parent.mkdir()
    file.rename(there)
    file.symlink_to(there)
    if is_damaged:
        there.write_bytes(b"damaged" * 99)
    log = there.with_name("real.sqlite3-wal")
    log.write_bytes(b"left behind")

    aside = restore_to(app, backup).aside

    assert bodies() == ["In the backup."]
    assert file.readlink() == there
    assert aside is not None
    assert Path(aside).parent == there.parent
    assert not (Path(aside) / there.name).is_symlink()
    assert aside in str(aside_advice(app.extensions["settings"]))
