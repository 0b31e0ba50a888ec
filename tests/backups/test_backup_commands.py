"""`flask backup` and `flask restore`, as an operator types them."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from time_machine import Traveller

from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.ops.backups.folders import backups_in
from tests.backups.keeping import bodies, files_in
from tests.conftest import FORENOON, make_app, make_comment
from tests.schemas import revisions

pytestmark = pytest.mark.usefixtures("clock")


def run(app: Flask, *words: str, typed: str = "") -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=list(words), input=typed)


def test_an_operator_makes_checks_and_restores_a_backup(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    make_comment(event, body="In the backup.")
    folder = tmp_path / "backups"

    made = run(app, "backup", str(folder))
    backup = folder / "ethreader-20260203-090000Z"
    make_comment(event, body="Since then.")
    checked = run(app, "restore", "--check", str(backup))
    refused = run(app, "restore", str(backup), typed="n\n")
    kept = bodies()
    restored = run(app, "restore", str(backup), typed="y\n")

    assert made.stdout.splitlines()[:3] == [
        f"The backup is whole and checked: {backup}",
        f"Of 2026-02-03 09:00:00 UTC, schema {revisions()[-1]}.",
        "Rows: comment 1, event 1, revision 2, search_build 1, search_entry 2.",
    ]
    assert "- secret_key: " in made.stdout
    assert checked.stdout.splitlines()[0] == f"The backup is as it was written: {backup}"
    assert (refused.exit_code, kept) == (1, ["In the backup.", "Since then."])
    assert (restored.exit_code, bodies()) == (0, ["In the backup."])
    aside = re.search(r"What was there before is in (\S+/before-restore-\S+)\. ", restored.stdout)
    assert aside is not None
    assert files_in(Path(aside[1])) == {"ethreader.sqlite3"}
    assert restored.stdout.splitlines()[-1] == (
        "Nobody is signed in, and no old password works. For each moderator: "
        "flask moderator link NAME"
    )


def test_older_backups_are_deleted_only_where_that_is_asked_for(
    app: Flask, clock: Traveller, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    others = (
        *("ethreader-20200101-000000Z-not-ours", "ethreader-notes.txt", "photos"),
        *("ethreader-00000000-000000Z", "ethreader-20200230-000000Z", "ethreader-20200101-250000Z"),
    )
    for name in others:
        (folder / name).mkdir()
    for days in (0, 20, 29):
        clock.move_to(FORENOON + timedelta(days=days))
        run(app, "backup", str(folder))
    clock.move_to(FORENOON + timedelta(days=31))

    told = run(app, "backup", str(folder))
    clock.shift(60)
    deleted = run(app, "backup", "--delete-old", str(folder))

    assert told.stderr == (
        "Note: 1 backups there are older than the 30 days that the page about privacy names. "
        "Delete them, or use --delete-old.\n"
    )
    first = folder / "ethreader-20260203-090000Z"
    assert deleted.stdout.splitlines()[-1] == f"Deleted, being older than 30 days: {first}"
    assert [each.name[10:18] for each in backups_in(folder)] == [
        "20260223",
        "20260304",
        "20260306",
        "20260306",
    ]
    assert all((folder / name).is_dir() for name in others)
    assert not list(folder.glob(".unfinished-*"))


def test_a_site_that_says_there_are_no_backups_makes_none(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_BACKUP_DAYS="0")

    result = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "backups")])

    assert (result.exit_code, "tells readers that there are no backups" in result.output) == (
        1,
        True,
    )
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize("words", [["backup"], ["restore"]])
def test_a_folder_has_to_be_named(app: Flask, words: list[str]) -> None:
    result = run(app, *words)

    assert (result.exit_code, "Missing argument 'FOLDER'" in result.output) == (2, True)


@pytest.mark.parametrize("words", [["backup"], ["restore", "--yes"]])
def test_a_folder_whose_name_got_lost_is_not_the_one_at_hand(
    *, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = files_in(tmp_path)

    result = run(app, *words, "")

    assert (result.exit_code, "name a folder" in result.output) == (2, True)
    assert files_in(tmp_path) == before


def test_an_old_backup_that_lies_elsewhere_is_deleted_there(
    app: Flask, clock: Traveller, tmp_path: Path
) -> None:
    folder, elsewhere = tmp_path / "backups", tmp_path / "disk"
    run(app, "backup", str(folder))
    [old] = backups_in(folder)
    elsewhere.mkdir()
    old.rename(elsewhere / old.name)
    old.symlink_to(elsewhere / old.name)
    clock.shift(timedelta(days=31))

    deleted = run(app, "backup", "--delete-old", str(folder))
    again = run(app, "backup", str(folder))

    assert (deleted.exit_code, again.exit_code) == (0, 0), deleted.output + again.output
    assert f"Deleted, being older than 30 days: {old}" in deleted.output
    assert files_in(elsewhere) == set()
    assert len(backups_in(folder)) == 2


def test_a_link_or_a_file_that_has_the_name_of_a_half_backup_keeps_none_from_being_made(
    app: Flask, tmp_path: Path
) -> None:
    folder, other = tmp_path / "backups", tmp_path / "other"
    folder.mkdir()
    (other / "kept").mkdir(parents=True)
    (folder / ".unfinished-file").touch()
    (folder / ".unfinished-link").symlink_to(other)

    assert run(app, "backup", str(folder)).exit_code == 0

    assert not list(folder.glob(".unfinished-*"))
    assert files_in(other) == {"kept"}


def test_what_cannot_be_restored_is_said_in_one_sentence(app: Flask, tmp_path: Path) -> None:
    result = run(app, "restore", "--yes", str(tmp_path))

    assert (result.exit_code, result.output) == (
        1,
        f"Error: {tmp_path} is no backup of this site: there is no manifest.json in it.\n",
    )
