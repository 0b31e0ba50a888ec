"""Mails that land in the instance folder: one size, no hour, gone in a week."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from ethreader.events.models import Event
from ethreader.mail.landing import LANDED_KEPT, forget_landed_mails
from ethreader.ops.mail_process import MailProcess
from tests.comments.forms import COMMENTS, filled_in
from tests.keys.wishes import process_with
from tests.times import utcnow
from tests.visitors import HTMX
from tests.words import new_word

SHORT = "a@b.example"
LONG = f"{'x' * 64}@{'y' * 60}.{'z' * 60}.example"


@pytest.fixture
def process(app: Flask, event: Event, tmp_path: Path) -> MailProcess:
    """A mail process without a server, whose keys are made."""
    process = process_with(tmp_path)
    process.keep_keys(utcnow())
    return process


def wish(client: FlaskClient, email: str) -> None:
    form = filled_in(client, email=email, notify="y", body=f"From {new_word()}.")
    assert client.post(COMMENTS, data=form, headers=HTMX).status_code == 201


def landed(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "instance" / "mail").iterdir())


def test_size_tells_nothing_of_an_email(
    *, client: FlaskClient, process: MailProcess, tmp_path: Path
) -> None:
    for email in (SHORT, LONG):
        wish(client, email)

    process.worker.work(now=utcnow())

    assert len(landed(tmp_path)) == 2
    assert len({path.stat().st_size for path in landed(tmp_path)}) == 1


def test_file_says_the_day_and_not_the_hour(
    *, client: FlaskClient, process: MailProcess, tmp_path: Path, clock: Traveller
) -> None:
    process.keep_keys(utcnow())
    wish(client, SHORT)

    process.worker.work(now=utcnow())

    [path] = landed(tmp_path)
    assert path.name.startswith("2026-02-03-")
    assert path.stat().st_mtime % 86_400 == 43_200  # Noon.
    assert path.stat().st_mode & 0o777 == 0o600


def test_mails_are_read_in_the_order_in_which_they_landed(
    *, app: Flask, client: FlaskClient, process: MailProcess, clock: Traveller
) -> None:
    process.keep_keys(utcnow())
    emails = [f"reader-{number}@mail.example" for number in (3, 1, 2, 5, 4)]
    for email in emails:
        wish(client, email)
        process.worker.work(now=utcnow())
        clock.shift(60)

    said = app.test_cli_runner().invoke(args=["mail", "read"]).output

    found = [line.removeprefix("To: ") for line in said.splitlines() if line.startswith("To: ")]
    assert found == emails
    assert said.count("/mail/confirm/") == len(emails)


def test_what_cannot_be_opened_is_counted(
    *, app: Flask, client: FlaskClient, process: MailProcess, tmp_path: Path
) -> None:
    wish(client, SHORT)
    process.worker.work(now=utcnow())
    for path in process.keys.folder.glob("*.key"):
        path.unlink()

    said = app.test_cli_runner().invoke(args=["mail", "read"])

    assert said.output == "1 mails cannot be opened: their keys are not here.\n"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("{day}-0a1b.eml.sealed", id="one of today's version"),
        pytest.param("{day}-0a1b.eml.sealed.part", id="one that a kill left half written"),
        pytest.param("{day:.7}-0a1b2c.eml.sealed", id="one of an older version"),
    ],
)
def test_mails_that_landed_go_after_a_week(app: Flask, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "instance" / "mail"
    folder.mkdir()
    path = folder / name.format(day=f"{utcnow():%Y-%m-%d}")
    path.write_bytes(b"sealed")

    forget_landed_mails(utcnow() + LANDED_KEPT)
    kept = path.exists()
    forget_landed_mails(utcnow() + LANDED_KEPT + timedelta(days=1))

    assert (kept, path.exists()) == (True, False)
