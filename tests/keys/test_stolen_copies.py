"""What a stolen copy opens: of the instance folder alone, at once and 120 days later."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from time_machine import Traveller

from ethreader.contacts.queries import all_contacts
from ethreader.events.models import Event
from tests.keys.wishes import process_with
from tests.mail.wishes import ask_for_news
from tests.once import DATABASE
from tests.times import utcnow

WISHES = 3
LATER = timedelta(days=120)
APART = {"ETHREADER_MAIL_KEYS": "keys"}
LAYOUTS = [pytest.param({}, id="keys beside"), pytest.param(APART, id="keys apart")]


def every_32_bytes(folder: Path) -> Iterator[bytes]:
    """Return whatever in the small files of a copy could be a private key."""
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_size < 5000:
            content = path.read_bytes()
            yield from (content[start : start + 32] for start in range(len(content) - 31))


def boxes(folder: Path) -> list[bytes]:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        sealed = [row[0] for row in database.execute("SELECT sealed_box FROM contact")]
    return sealed + [path.read_bytes() for path in folder.glob("mail/*.sealed")]


def opens(sealed: bytes, keys: list[bytes]) -> bool:
    for key in keys:
        try:
            SealedBox(PrivateKey(key)).decrypt(sealed)
        except CryptoError:
            continue
        return True
    return False


def opened_of(copy: Path, *others: Path) -> tuple[int, int]:
    """Return how many boxes and mails of a copy open by what is in it and in others; and all."""
    keys = sorted({key for folder in (copy, *others) for key in every_32_bytes(folder)})
    held = boxes(copy)
    return sum(opens(each, keys) for each in held), len(held)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_copies_of_day_0_and_day_120(
    *,
    app: Flask,
    client: FlaskClient,
    event: Event,
    clock: Traveller,
    tmp_path: Path,
    layout: dict[str, str],
) -> None:
    given = {name: str(tmp_path / folder) for name, folder in layout.items()}
    process = process_with(tmp_path, **given)
    process.round(now=utcnow())
    for number in range(WISHES):
        ask_for_news(client, body=f"No. {number}.", email=f"no-{number}@mail.example")
    process.worker.work(now=utcnow())  # It lands in the folder, for there is no server.
    instance, first, last = (tmp_path / name for name in ("instance", "first", "last"))
    shutil.copytree(instance, first)

    clock.shift(LATER)
    process.round(now=utcnow())
    shutil.copytree(instance, last)

    all_of_it = 2 * WISHES
    assert opened_of(first) == ((0, all_of_it) if layout else (all_of_it, all_of_it))
    assert opened_of(last, process.keys.folder) == (0, 0)
    if layout:  # A copy of day 0, with everything that there is to steal 120 days later.
        assert opened_of(first, last, process.keys.folder) == (0, all_of_it)
    assert list(all_contacts()) == []
