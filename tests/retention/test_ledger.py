"""The ledger outlives the versions that wrote it, and what happens to files."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import State
from ethreader.comments.queries import comment_by_public_id
from ethreader.events.models import Event
from ethreader.ops.erasures import ledger_advice, replay_at_start, replay_erasures
from ethreader.retention.ledger import Entry, adopt, read, record
from ethreader.retention.service import erase, replay
from tests.conftest import make_comment
from tests.once import make_settings
from tests.times import utcnow

FIRST, SECOND = "a" * 16, "b" * 16
CONTACT = "c" * 32


def put(folder: Path, content: bytes) -> Path:
    file = folder / "erasures.txt"
    file.write_bytes(content)
    return file


def test_names_are_read_as_earlier_versions_wrote_them(tmp_path: Path) -> None:
    old = f"{'a' * 16}\ncontact-{'b' * 64}\n{'a' * 16}\n"
    file = put(tmp_path, old.encode())

    record(tmp_path, Entry("comment", "c" * 16))
    record(tmp_path, Entry("contact", "d" * 32))

    assert read(tmp_path).entries == (
        ("comment", "a" * 16),
        ("contact", "b" * 64),
        ("comment", "c" * 16),
        ("contact", "d" * 32),
    )
    assert file.read_text(encoding="ascii") == f"{old}{'c' * 16}\ncontact-{'d' * 32}\n"


def test_without_a_ledger_nothing_was_erased(tmp_path: Path) -> None:
    assert read(tmp_path / "none") == ((), ())


@pytest.mark.parametrize(
    ("content", "names", "damaged"),
    [
        pytest.param("", [], (), id="empty"),
        pytest.param(f"{FIRST}\r\ncontact-{CONTACT}\r\n", [FIRST, CONTACT], (), id="CRLF"),
        pytest.param(f"{FIRST}\n{SECOND}", [FIRST, SECOND], (), id="no newline at the end"),
        pytest.param(f"{FIRST}\n{SECOND[:7]}", [FIRST], (2,), id="a torn line"),
        pytest.param(f"{SECOND[:7]}{FIRST}\n", ["bbbbbbbaaaaaaaaa", FIRST], (1,), id="torn before"),
        pytest.param(f"{FIRST}{SECOND}\n", [FIRST, SECOND], (1,), id="a lost newline"),
        pytest.param(f"{FIRST}contact-{CONTACT}\n", [FIRST, CONTACT], (1,), id="of two kinds"),
        pytest.param(f"{FIRST}speaker-{'d' * 64}\n", [FIRST, "d" * 64], (1,), id="of a speaker"),
        pytest.param(f"\0\0\0{FIRST}\0\n\n\n{SECOND}\n", [FIRST, SECOND], (), id="zeros, blanks"),
        pytest.param(f"\xff\xfe\x80 {FIRST}\n", [FIRST], (1,), id="garbage before"),
        pytest.param("\xff\x1b[2J\u20ac\n" * 2, [], (1, 2), id="garbage alone"),
        pytest.param(f"{FIRST.upper()}\n../etc\n{SECOND}\n", [SECOND], (1, 2), id="other texts"),
    ],
)
def test_a_damaged_ledger_says_what_is_whole(
    tmp_path: Path, content: str, names: list[str], damaged: tuple[int, ...]
) -> None:
    put(tmp_path, content.encode("latin-1", "replace"))

    reading = read(tmp_path)
    record(tmp_path, Entry("comment", "d" * 16))

    assert ([entry.name for entry in reading.entries], reading.damaged) == (names, damaged)
    assert read(tmp_path).entries == (*reading.entries, ("comment", "d" * 16))


def test_a_damaged_line_stops_no_start_and_is_named_by_its_number(
    app: Flask, event: Event, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    public_id = make_comment(event).public_id
    settings = app.extensions["settings"]
    settings.ledger.mkdir()
    put(settings.ledger, f"secret words\n{public_id}\n".encode())

    replay_at_start(settings, now=utcnow())

    erased = comment_by_public_id(public_id)
    assert erased is not None
    assert erased.state is State.WITHDRAWN
    assert [record.getMessage() for record in caplog.records] == [
        "Line 1 of the ledger of erasures is damaged; the others count."
    ]


def unreadable(folder: Path) -> None:
    (folder / "erasures.txt").mkdir(parents=True)


def in_the_way(folder: Path) -> None:
    folder.write_text("a file, and no folder", encoding="ascii")


@pytest.mark.parametrize("spoil", [unreadable, in_the_way])
def test_a_ledger_that_cannot_be_used_stops_neither_start_nor_erasure(
    app: Flask, event: Event, spoil: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    settings, public_id = app.extensions["settings"], make_comment(event).public_id
    spoil(settings.ledger)

    begin_write_transaction()
    erase("comment", public_id, ledger_folder=settings.ledger, now=utcnow())
    db.session.commit()
    replay_at_start(settings, now=utcnow())

    erased = comment_by_public_id(public_id)
    assert erased is not None
    assert (erased.state, erased.body) == (State.WITHDRAWN, "")
    messages = [record.getMessage() for record in caplog.records]
    assert ["cannot be written" in each or "read or written" in each for each in messages] == [
        True,
        True,
    ]
    assert public_id not in "".join(messages)


def test_what_a_spoilt_ledger_did_not_take_it_is_told_later(app: Flask, event: Event) -> None:
    settings, public_id = app.extensions["settings"], make_comment(event).public_id
    in_the_way(settings.ledger)
    begin_write_transaction()
    erase("comment", public_id, ledger_folder=settings.ledger, now=utcnow())
    db.session.commit()
    settings.ledger.unlink()

    for _ in range(2):
        replay_erasures(settings, now=utcnow())

    assert (settings.ledger / "erasures.txt").read_text(encoding="ascii") == f"{public_id}\n"


def test_replaying_leaves_what_this_version_does_not_know(
    app: Flask, event: Event, tmp_path: Path
) -> None:
    comment = make_comment(event)
    public_id = comment.public_id
    for entry in (Entry("photograph", "a" * 16), Entry("comment", public_id)):
        record(tmp_path, entry)
    begin_write_transaction()

    counts = [replay(ledger_folder=tmp_path, now=utcnow()) for _ in range(2)]
    db.session.commit()

    erased = comment_by_public_id(public_id)
    assert erased is not None
    assert (counts, erased.state, erased.body) == ([1, 0], State.WITHDRAWN, "")


def test_what_nobody_has_registered_cannot_be_erased(app: Flask, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        erase("photograph", "a" * 16, ledger_folder=tmp_path, now=utcnow())

    assert read(tmp_path).entries == ()


def test_the_ledger_beside_the_database_is_taken_over(app: Flask) -> None:
    settings = app.extensions["settings"]
    put(settings.instance, f"{FIRST}\ncontact-{CONTACT}".encode())
    record(settings.ledger, Entry("comment", SECOND), Entry("comment", FIRST))

    for _ in range(2):
        adopt(settings.ledger, settings.instance)

    assert [entry.name for entry in read(settings.ledger).entries] == [SECOND, FIRST, CONTACT]
    assert not (settings.instance / "erasures.txt").exists()


@pytest.mark.parametrize(
    ("above", "folder_mode", "file_mode"), [(0o700, 0o700, 0o600), (0o2770, 0o2770, 0o660)]
)
def test_the_ledger_is_shared_with_whom_the_folder_above_is_shared(
    tmp_path: Path, above: int, folder_mode: int, file_mode: int
) -> None:
    tmp_path.chmod(above)
    old_mask = os.umask(0o077)
    try:
        record(tmp_path / "ledger", Entry("comment", FIRST))
    finally:
        os.umask(old_mask)

    modes = [
        stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "ledger", tmp_path / "ledger" / "erasures.txt")
    ]
    assert modes == [folder_mode, file_mode]


@pytest.mark.parametrize(
    ("given", "is_warned"),
    [
        ({}, False),
        ({"ETHREADER_BASE_URL": "https://events.example"}, True),
        ({"ETHREADER_BASE_URL": "https://events.example", "ETHREADER_LEDGER": "elsewhere"}, False),
    ],
    ids=["at home", "in public, within what is backed up", "in public, apart"],
)
def test_an_operator_is_warned_of_a_ledger_that_backups_bring_along(
    tmp_path: Path, given: dict[str, str], is_warned: bool
) -> None:
    advice = ledger_advice(make_settings(tmp_path / "instance", **given))

    assert ("Set ETHREADER_LEDGER" in (advice or "")) is is_warned
