"""Pictures and documents beside content files: taken along, given back, or told by their line."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.queries import event_by_slug
from ethreader.pictures.models import Document, Picture
from ethreader.transfer.exporting import export_files
from ethreader.transfer.importing import import_files
from ethreader.web.routes import route_of
from tests.conftest import ZONE, make_app
from tests.content_files import SPEAKER, dump, event_file, take_in, take_in_all, write
from tests.pictures.drawing import bytes_below, file_of, moving, painted, pdf

BODY = """Before ![no picture](hall.jpg), in code: `![Hall](hall.jpg)`.

![The hall](hall.jpg "Ana Anić")

![Once more](<in a/second picture.png>)

Read [the *programme*](programme.pdf), or [another page](https://example.org/a.pdf)."""
WHOLE = BODY.partition("\n\n")[2]


def beside(folder: Path) -> Path:
    """Write an article and a speaker with all that they call."""
    head = "picture:\n  file: hall.jpg\n  alt: A hall\n  credit: Ana"
    vera = SPEAKER.replace("name: Vera", "name: Vera\nportrait:\n  file: vera.png\n  alt: Vera")
    write(folder, {"events/meeting.md": event_file(head, body=WHOLE), "speakers/vera.md": vera})
    (folder / "events" / "in a").mkdir()
    (folder / "events" / "hall.jpg").write_bytes(file_of(painted(400, 300), "JPEG"))
    (folder / "events" / "in a" / "second picture.png").write_bytes(file_of(painted(50, 50)))
    (folder / "events" / "programme.pdf").write_bytes(pdf())
    (folder / "speakers" / "vera.png").write_bytes(file_of(painted(30, 30)))
    return folder


def all_files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def count(kind: type[Picture | Document]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_what_lies_beside_a_file_is_taken_along(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    assert take_in([beside(tmp_path)]) == []

    page = client.get("/events/meeting/").text
    assert (count(Picture), count(Document), page.count("<picture>")) == (3, 1, 3)
    assert '>the <em>programme</em></a> <span class="file-size">(PDF, 1 kB)</span>' in page
    assert client.get("/speakers/vera/").text.count("<picture>") == 1


def test_import_again_changes_nothing(app: Flask, tmp_path: Path) -> None:
    take_in([beside(tmp_path)])
    before, files = dump(), all_files(Path(app.instance_path) / "pictures")

    assert take_in([tmp_path]) == []

    assert dump() == before
    assert all_files(Path(app.instance_path) / "pictures") == files


def test_export_is_read_back_without_loss(app: Flask, tmp_path: Path) -> None:
    take_in([beside(tmp_path / "in")])
    before = dump()
    list(export_files(tmp_path / "out"))
    exported = all_files(tmp_path / "out")
    assert len(exported) == 2 + 3 + 1

    assert take_in([tmp_path / "out"]) == []
    list(export_files(tmp_path / "again"))

    assert dump() == before
    assert all_files(tmp_path / "again") == exported


def test_export_to_another_site_brings_the_same_pictures(app: Flask, tmp_path: Path) -> None:
    take_in([beside(tmp_path / "in")])
    list(export_files(tmp_path / "out"))
    seen = sorted(db.session.scalars(select(Picture.digest)))

    with make_app(tmp_path / "other").app_context():
        assert take_in([tmp_path / "out"]) == []
        assert sorted(db.session.scalars(select(Picture.digest))) == seen
        list(export_files(tmp_path / "back"))
        db.session.remove()
        db.engine.dispose()

    there, here = (sorted(all_files(tmp_path / each).values()) for each in ("out", "back"))
    assert [each for each in here if each[:4] == b"RIFF"] == [
        each for each in there if each[:4] == b"RIFF"
    ]


@pytest.mark.parametrize(
    ("file", "content", "body", "said"),
    [
        ("a.jpg", None, "![A hall](a.jpg)", "8: text: “A hall”: there is no such file"),
        ("a.svg", b"<svg/>", "\n![A hall](a.svg)", "9: text: “A hall”: it is an SVG drawing"),
        ("a.gif", moving("GIF"), "![A hall](a.gif)", "8: text: “A hall”: the picture moves"),
        ("a.png", file_of(), "![](a.png)", "8: text: “"),
        ("a.png", file_of(), "So ![A hall](a.png)", "8: text: “A hall”: a picture is a paragraph"),
        ("a.png", file_of(), "![A hall](../a.png)", "8: text: “A hall”: put the file beside"),
        ("a.png", file_of(), "![A hall](/etc/a.png)", "8: text: “A hall”: only pictures of"),
        ("a.png", file_of(), "![A][x]\n\n[x]: a.png", "8: text: “A”: only pictures of the site"),
        ("a.pdf", pdf(b"/JS"), "[Read](a.pdf)", "8: text: “a.pdf”: a program (JavaScript)"),
        ("a.pdf", None, "Here:\n[Read](a.pdf)", "9: text: “a.pdf”: there is no such file"),
        (
            "a.png",
            None,
            f"![A hall]({'0' * 32}.webp)",
            "8: text: “A hall”: there is no such file",
        ),
    ],
)
def test_what_cannot_be_taken_along_is_told_by_its_line(
    app: Flask, tmp_path: Path, file: str, content: bytes | None, body: str, said: str
) -> None:
    folder = write(tmp_path, {"meeting.md": event_file("language: en", body=body)})
    if content is not None:
        (folder / file).write_bytes(content)

    (refusal,) = take_in([folder])

    assert refusal.startswith(f"{folder}/meeting.md:{said}")
    assert bytes_below(Path(app.instance_path) / "pictures") == b""


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ["picture: a.png"],
            "5: picture: give its fields, one a line, indented: file, alt, credit",
        ),
        (["picture:", "  file: a.png"], "5: picture.alt: it is missing"),
        (["picture:", "  file: b.png", "  alt: A hall"], "6: picture.file: there is no such file"),
        (["picture:", "  alt: A hall"], "5: picture.file: it is missing"),
        (["image:", "  file: a.png", "  alt: A"], "5: image: there is no such field; it is called"),
        (
            ["picture:", "  src: a.png", "  alt: A"],
            "6: picture.src: there is no such field; it is called “file” here",
        ),
        (["portrait: a.png"], "5: portrait: there is no such field; it is called “picture” here"),
    ],
)
def test_field_of_a_picture_is_told_by_its_line(
    app: Flask, tmp_path: Path, lines: list[str], said: str
) -> None:
    folder = write(tmp_path, {"meeting.md": event_file(*lines)})
    (folder / "a.png").write_bytes(file_of())

    refusals = take_in([folder])

    assert refusals[0].startswith(f"{folder}/meeting.md:{said}")
    assert bytes_below(Path(app.instance_path) / "pictures") == b""


def test_link_to_a_file_elsewhere_is_not_followed(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(file_of())
    folder = write(tmp_path / "content", {"meeting.md": event_file(body="![A hall](a.png)")})
    (folder / "a.png").symlink_to(tmp_path / "secret.png")

    (refusal,) = take_in([folder])

    assert "put the file beside this one" in refusal


def test_check_takes_nothing_in(app: Flask, tmp_path: Path) -> None:
    folder = beside(tmp_path)
    coming = import_files([folder], default_zone=ZONE, route_of=route_of)
    begin_write_transaction()
    assert [outcome.findings for outcome in coming] == [[], []]

    db.session.rollback()

    assert count(Picture) == 0
    assert bytes_below(Path(app.instance_path) / "pictures") == b""
    assert bytes_below(Path(app.instance_path) / "documents") == b""


def test_picture_that_the_site_has_needs_no_file(app: Flask, tmp_path: Path) -> None:
    take_in([beside(tmp_path / "in")])
    list(export_files(tmp_path / "out"))
    for each in (tmp_path / "out").rglob("*.webp"):
        each.unlink()
    before = dump()

    assert take_in([tmp_path / "out" / "events" / "meeting.md"]) == []

    assert dump() == before
    event = event_by_slug("meeting")
    assert event is not None
    assert event.picture is not None


def test_file_without_its_picture_field_has_none_afterwards(app: Flask, tmp_path: Path) -> None:
    take_in([beside(tmp_path / "in")])

    take_in_all(tmp_path / "new", {"meeting.md": event_file()})

    event = event_by_slug("meeting")
    assert event is not None
    assert (event.picture, event.picture_alt, event.picture_credit) == (None, "", "")
