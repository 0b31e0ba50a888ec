"""The ledger outlives the versions that wrote it."""

from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import State
from ethreader.comments.queries import comment_by_public_id
from ethreader.events.models import Event
from ethreader.retention.ledger import Entry, entries, record
from ethreader.retention.service import erase, replay
from tests.conftest import make_comment
from tests.times import utcnow


def test_names_are_read_as_earlier_versions_wrote_them(tmp_path: Path) -> None:
    old = f"{'a' * 16}\ncontact-{'b' * 64}\n{'a' * 16}\n"
    (tmp_path / "erasures.txt").write_text(old, encoding="ascii")

    record(tmp_path, Entry("comment", "c" * 16))
    record(tmp_path, Entry("contact", "d" * 32))

    assert list(entries(tmp_path)) == [
        ("comment", "a" * 16),
        ("contact", "b" * 64),
        ("comment", "c" * 16),
        ("contact", "d" * 32),
    ]
    assert (tmp_path / "erasures.txt").read_text(encoding="ascii") == (
        f"{old}{'c' * 16}\ncontact-{'d' * 32}\n"
    )


def test_without_a_ledger_nothing_was_erased(tmp_path: Path) -> None:
    assert list(entries(tmp_path)) == []


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

    assert list(entries(tmp_path)) == []
