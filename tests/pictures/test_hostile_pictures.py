"""Files that are no picture, or more than one: each is refused with a sentence that helps."""

import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask

from ethreader.pictures.findings import FileRefused
from ethreader.pictures.image_reading import BYTES
from ethreader.pictures.saving import save_picture
from tests.pictures.drawing import file_of, made, moving, painted, pdf, png_part, png_that_says

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def zipped() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "words")
    return file.getvalue()


def png_with(name: bytes, content: bytes) -> bytes:
    """Return a PNG with a further part behind its head."""
    whole = file_of()
    return whole[:33] + png_part(name, content) + whole[33:]


def large_noise() -> bytes:
    return file_of() + b"\0" * BYTES


def bomb_of_words() -> bytes:
    return png_with(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 70_000_000, level=1))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "the file is empty", id="nothing"),
        pytest.param(large_noise, "larger than 20 MB", id="more bytes than a picture has"),
        pytest.param(png_that_says(60_000, 60_000), "more points", id="a bomb"),
        pytest.param(png_that_says(5_000, 5_000), "more points (5,000 ×", id="a smaller bomb"),
        pytest.param(png_that_says(100_000, 1), "more points (100,000 ×", id="100,000 wide"),
        pytest.param(SVG, "an SVG drawing, in which programs can hide", id="an SVG with a script"),
        pytest.param(b'<?xml version="1.0"?>\n' + SVG, "an SVG drawing", id="an SVG with a head"),
        pytest.param(b"<!doctype html><script>1</script>", "a web page", id="a web page"),
        pytest.param(pdf(), "a PDF and no picture", id="a PDF"),
        pytest.param(zipped(), "an archive or a document", id="an archive"),
        pytest.param(b"words, and no more", "no picture that can be read", id="words"),
        pytest.param(file_of(kind="TIFF"), "a TIFF picture", id="a TIFF"),
        pytest.param(file_of(kind="BMP"), "a BMP picture", id="a BMP"),
        pytest.param(b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC picture", id="a HEIC of a phone"),
        pytest.param(file_of(kind="AVIF"), "an AVIF picture", id="an AVIF"),
        pytest.param(file_of()[:70], "damaged", id="half a PNG"),
        pytest.param(file_of(kind="JPEG")[:700], "damaged", id="half a JPEG"),
        pytest.param(file_of(kind="WEBP")[:90], "damaged", id="half a WebP"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"\0" * 100, "no picture that", id="a beginning alone"),
        pytest.param(moving("GIF"), "the picture moves", id="a GIF that moves"),
        pytest.param(moving("PNG"), "the picture moves", id="a PNG that moves"),
        pytest.param(moving("WEBP"), "the picture moves", id="a WebP that moves"),
        pytest.param(bomb_of_words, "damaged", id="a PNG whose words are a bomb"),
    ],
)
def test_file_is_refused_with_a_sentence_and_leaves_nothing(
    app: Flask, content: bytes | Callable[[], bytes], said: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        save_picture(BytesIO(made(content)), alt="A hall", credit="")

    assert said in str(refused.value)
    assert "; " in str(refused.value)  # What to do now.
    assert not (Path(app.instance_path) / "pictures").exists()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(file_of(kind="GIF"), id="a GIF that stands still"),
        pytest.param(file_of(painted(mode="P")), id="a PNG with a palette"),
        pytest.param(file_of(painted(mode="1")), id="a PNG in black and white"),
        pytest.param(file_of(painted(mode="LA")), id="a PNG in gray that can be seen through"),
        pytest.param(file_of(painted(1, 1)), id="a single point"),
        pytest.param(file_of() + SVG + b"<script>alert(1)</script>", id="a PNG and a web page"),
        pytest.param(file_of() + zipped(), id="a PNG and an archive"),
        pytest.param(
            file_of(kind="JPEG", comment=b"*/=alert(1);/*"), id="a JPEG that is a script as well"
        ),
    ],
)
def test_picture_is_taken_and_what_is_hidden_in_it_left(app: Flask, content: bytes) -> None:
    picture = save_picture(BytesIO(content), alt="A hall", credit="")

    folder = Path(app.instance_path) / "pictures" / picture.name
    kept = b"".join(each.read_bytes() for each in folder.iterdir())
    assert kept
    assert [sign for sign in (b"alert", b"svg", b"PK\x03\x04", b"a.txt") if sign in kept] == []
