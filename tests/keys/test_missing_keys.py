"""A published key whose private half is not where it belongs: said, never passed over."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.base.settings import WrongSetting
from ethreader.contacts.keyring import KeyRing, opened
from ethreader.contacts.queries import all_contacts, current_key
from ethreader.events.models import Event
from ethreader.mail.models import MailState
from tests.keys.wishes import (
    mail_states,
    process_with,
    public_halves,
    published_keys,
    sealed_wish,
)
from tests.mail.wishes import ask_for_news
from tests.times import utcnow

WEEKS = timedelta(days=140)


@pytest.fixture
def moved(app: Flask, client: FlaskClient, event: Event, tmp_path: Path) -> dict[str, str]:
    """Settings that were changed after a first start: the keys are to lie elsewhere."""
    sealed_wish(client, process_with(tmp_path))
    return {"ETHREADER_MAIL_KEYS": str(tmp_path / "elsewhere")}


def stop(folder: Path, given: dict[str, str]) -> str:
    with pytest.raises(WrongSetting) as refusal:
        process_with(folder, **given).round(now=utcnow())
    return str(refusal.value)


def replace_keys(folder: Path, given: dict[str, str]) -> None:
    keys = KeyRing(Path(given["ETHREADER_MAIL_KEYS"]))
    keys.give_up_missing(days=90, now=utcnow())


def test_process_stops_with_one_sentence_that_says_what_to_do(
    moved: dict[str, str], tmp_path: Path
) -> None:
    months = ", ".join(key.month for key in published_keys())

    said = stop(tmp_path, moved)

    assert said == (
        f"Private mail keys are missing in {tmp_path}/elsewhere: of {months}. Email addresses "
        "sealed with them: 1. If the files lie elsewhere, set ETHREADER_MAIL_KEYS to their "
        "folder, or move them here, and start again. If they are lost, run "
        "“flask mail replace-keys”: it makes a new key and gives these addresses up."
    )
    assert mail_states() == [MailState.WAITING]


def test_nothing_more_is_sealed_with_a_key_that_is_missing(
    moved: dict[str, str], tmp_path: Path
) -> None:
    before = current_key(utcnow())

    stop(tmp_path, moved)

    assert (before is None, current_key(utcnow())) == (False, None)


def test_it_stops_each_time_until_the_files_are_back(moved: dict[str, str], tmp_path: Path) -> None:
    stop(tmp_path, moved)
    stop(tmp_path, moved)
    for path in (tmp_path / "instance" / "mail-keys").glob("*.key"):
        shutil.move(path, moved["ETHREADER_MAIL_KEYS"])
    process = process_with(tmp_path, **moved)

    process.round(now=utcnow())

    assert mail_states() == [MailState.SENT]
    assert [key.missing_at for key in published_keys()] == [None] * len(published_keys())
    assert current_key(utcnow()) is not None


def test_a_given_up_key_is_replaced_and_its_mails_are_kept_as_unreadable(
    *,
    client: FlaskClient,
    moved: dict[str, str],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ask_for_news(client, body="Another.")
    stop(tmp_path, moved)
    replace_keys(tmp_path, moved)
    ask_for_news(client, body="One from after that.")
    process = process_with(tmp_path, **moved)

    process.round(now=utcnow())

    assert mail_states() == [MailState.UNREADABLE, MailState.UNREADABLE, MailState.SENT]
    assert [opened(each, process.keys) is None for each in all_contacts()] == [True, True, False]
    logged = [each.getMessage() for each in caplog.records if "cannot be opened" in each.message]
    assert len(logged) == 1


def test_mails_leave_after_all_once_a_given_up_key_comes_back(
    moved: dict[str, str], tmp_path: Path
) -> None:
    stop(tmp_path, moved)
    replace_keys(tmp_path, moved)
    process = process_with(tmp_path, **moved)
    process.round(now=utcnow())
    before = mail_states()
    [*old] = (tmp_path / "instance" / "mail-keys").glob("*.key")
    for path in old:
        shutil.copy(path, moved["ETHREADER_MAIL_KEYS"])

    process.round(now=utcnow() + timedelta(hours=1))

    assert (before, mail_states()) == ([MailState.UNREADABLE], [MailState.SENT])


def test_mails_leave_after_all_where_a_file_was_away_for_minutes(
    *, client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    process = process_with(tmp_path)
    process.round(now=utcnow())
    ask_for_news(client)
    folder = process.keys.folder
    folder.rename(tmp_path / "away")
    process.worker.work(now=utcnow())
    away = mail_states()
    (tmp_path / "away").rename(folder)

    process.round(now=utcnow() + timedelta(hours=1))

    assert (away, mail_states()) == ([MailState.UNREADABLE], [MailState.SENT])


def test_a_key_that_is_given_up_is_never_on_record_as_destroyed(
    app: Flask, moved: dict[str, str], tmp_path: Path
) -> None:
    stop(tmp_path, moved)
    replace_keys(tmp_path, moved)

    process_with(tmp_path, **moved).round(now=utcnow() + WEEKS)

    still_there = public_halves(tmp_path)
    destroyed = {key.public_key for key in published_keys() if key.destroyed_at is not None}
    lost = [key for key in published_keys() if key.given_up_at is not None]
    assert len(lost) == len({key.month for key in lost}) >= 1
    assert (destroyed & still_there, len(destroyed) >= 1) == (set(), True)
    said = app.test_cli_runner().invoke(args=["privacy", "keys"]).output
    assert said.count("lost, not destroyed") == len(lost)


@pytest.mark.parametrize("content", [b"", b"short", bytes(33)], ids=["empty", "torn", "longer"])
def test_a_damaged_file_is_a_missing_key(
    *, client: FlaskClient, event: Event, tmp_path: Path, content: bytes
) -> None:
    process = process_with(tmp_path)
    sealed_wish(client, process)
    for path in process.keys.folder.glob("*.key"):
        path.write_bytes(content)

    assert "Private mail keys are missing" in stop(tmp_path, {})


def test_command_goes_on_with_a_new_key(
    *, app: Flask, client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    process = process_with(tmp_path)
    sealed_wish(client, process)
    shutil.rmtree(process.keys.folder)
    run = app.test_cli_runner().invoke

    first, again = (run(args=["mail", "replace-keys"]) for _ in range(2))

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.output.startswith("Given up: ")
    assert again.output == "No key is missing. Nothing was changed.\n"
    assert current_key(utcnow()) is not None
    process_with(tmp_path).round(now=utcnow())


# --- one of the two restored without the other --------------------------------------------


def test_database_from_before_a_key_was_made_takes_that_key_up_again(
    app: Flask, tmp_path: Path
) -> None:
    process = process_with(tmp_path)
    process.keep_keys(utcnow())
    made = public_halves(process.keys.folder)
    for key in published_keys():
        db.session.delete(key)
    db.session.commit()

    process.keep_keys(utcnow())

    assert {key.public_key for key in published_keys()} == made == public_halves(tmp_path)


def test_database_from_before_a_destruction_learns_of_it_again(app: Flask, tmp_path: Path) -> None:
    process = process_with(tmp_path)
    process.keep_keys(utcnow())
    process.keep_keys(utcnow() + WEEKS)
    for key in published_keys():
        key.destroyed_at = None
    db.session.commit()

    process.keep_keys(utcnow() + WEEKS)

    gone = [key for key in published_keys() if key.destroyed_at is not None]
    assert len(gone) >= 1
    assert {key.public_key for key in gone} & public_halves(tmp_path) == set()


def test_keys_of_a_database_that_is_gone_are_destroyed_in_their_time(
    app: Flask, tmp_path: Path
) -> None:
    process = process_with(tmp_path)
    process.keep_keys(utcnow())
    made = public_halves(tmp_path)
    for key in published_keys():
        db.session.delete(key)
    db.session.commit()

    process.keep_keys(utcnow() + WEEKS)

    assert len(made) >= 1
    assert made & public_halves(tmp_path) == set()
