"""What is removed, and what nothing shows any more, leaves no byte behind."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import begin_write_transaction, db
from ethreader.pictures.queries import all_names
from ethreader.pictures.saving import save_document, save_picture
from ethreader.publishing.removal_names import removal_name
from ethreader.publishing.removal_service import take_out_speaker
from ethreader.retention import ledger
from ethreader.retention.service import erase, replay, sweep
from tests.conftest import ZONE
from tests.content_files import SPEAKER, event_file, take_in_all
from tests.pictures.drawing import bytes_below, file_of, painted, pdf, store_picture
from tests.times import utcnow


def pieces(name: str, instance: Path) -> list[bytes]:
    """Return what is in the files of a picture, which no other file holds by chance."""
    return [path.read_bytes()[-200:] for path in (instance / "pictures" / name).iterdir()]


def test_nothing_of_a_removed_portrait_is_left_in_the_instance_folder(
    app: Flask, tmp_path: Path
) -> None:
    instance, folder = Path(app.instance_path), app.extensions["settings"].ledger
    portrait = store_picture(file_of(painted(90, 70)), alt="Mira’s face")
    name, other = portrait.name, store_picture(file_of(painted(20, 20))).name
    kept = pieces(name, instance)
    assert all(each in bytes_below(instance) for each in kept)

    begin_write_transaction()
    erase("picture", name, ledger_folder=folder, now=utcnow())
    db.session.commit()

    left = bytes_below(instance / "pictures")
    assert [each for each in kept if each in left] == []
    assert (instance / "pictures" / other).exists()
    assert all_names() == {other}
    assert ledger.read(folder).entries == (ledger.Entry("picture", name),)


def test_older_database_is_rid_of_it_again(app: Flask) -> None:
    folder = app.extensions["settings"].ledger
    name = store_picture().name
    ledger.record(folder, ledger.Entry("picture", name))

    begin_write_transaction()
    assert replay(ledger_folder=folder, now=utcnow()) == 1
    db.session.commit()

    assert all_names() == set()
    assert not (Path(app.instance_path) / "pictures" / name).exists()


def test_name_of_a_picture_is_saved_from_a_damaged_line(tmp_path: Path) -> None:
    (tmp_path / ledger.FILE).write_bytes(b"picture-" + b"a1" * 16 + b"contact-" + b"b" * 32 + b"\n")

    assert ledger.read(tmp_path).entries == (
        ledger.Entry("picture", "a1" * 16),
        ledger.Entry("contact", "b" * 32),
    )


def test_same_picture_can_be_taken_in_again_afterwards(app: Flask) -> None:
    folder = app.extensions["settings"].ledger
    first = store_picture().name
    begin_write_transaction()
    erase("picture", first, ledger_folder=folder, now=utcnow())
    db.session.commit()

    second = store_picture().name
    begin_write_transaction()
    replay(ledger_folder=folder, now=utcnow())
    db.session.commit()

    assert all_names() == {second} != {first}


def test_what_nothing_shows_goes_in_a_week(app: Flask, tmp_path: Path) -> None:
    names = {each: store_picture(file_of(painted(each, each))).name for each in (10, 20, 30, 40)}
    begin_write_transaction()
    document = save_document(BytesIO(pdf()), title="Programme").name
    db.session.commit()
    vera = f"name: Vera\nportrait: {{file: {names[10]}.webp, alt: Vera}}"
    head = f"picture: {{file: {names[20]}.webp, alt: A hall}}"
    body = f"![A hall]({names[30]}.webp)\n\n[Read]({document}.pdf)"
    files = {"vera.md": SPEAKER.replace("name: Vera", vera), "a.md": event_file(head, body=body)}
    take_in_all(tmp_path, files)

    begin_write_transaction()
    early = sweep(zone=ZONE, now=utcnow() + timedelta(days=6))["unused pictures"]
    late = sweep(zone=ZONE, now=utcnow() + timedelta(days=8))["unused pictures"]
    db.session.commit()

    assert (early, late) == (0, 1)
    assert all_names() == {names[10], names[20], names[30], document}


@pytest.mark.parametrize("is_kept", [True, False])
def test_files_stay_only_if_the_transaction_does(app: Flask, *, is_kept: bool) -> None:
    begin_write_transaction()
    with db.session.begin_nested():
        name = save_picture(BytesIO(file_of()), alt="A hall", credit="").name
    folder = Path(app.instance_path) / "pictures" / name
    assert folder.exists()

    if is_kept:
        db.session.commit()
    else:
        db.session.rollback()

    assert folder.exists() is is_kept


def test_portrait_goes_with_the_person_who_is_taken_out(app: Flask, tmp_path: Path) -> None:
    instance, name = Path(app.instance_path), store_picture().name
    vera = f"name: Vera\nportrait: {{file: {name}.webp, alt: Vera}}"
    take_in_all(tmp_path, {"vera.md": SPEAKER.replace("name: Vera", vera)})
    assert bytes_below(instance / "pictures")

    begin_write_transaction()
    take_out_speaker(removal_name("vera"), utcnow())
    db.session.commit()

    assert (bytes_below(instance / "pictures"), all_names()) == (b"", set())
