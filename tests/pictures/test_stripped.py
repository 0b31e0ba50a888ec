"""What is kept of a picture: what is seen, the right way up, in the colours of screens."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image, ImageCms

from tests.pictures.drawing import SECRET, bytes_below, file_of, painted, store_picture

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
# What Pillow says of any file of such a format.
OF_FORMATS = {"background", "loop", "progressive", "progression"} | {
    *("jfif", "jfif_version", "jfif_unit", "jfif_density")
}
GPS, ORIENTATION = 0x8825, 0x0112


def exif(*, orientation: int = 1) -> Image.Exif:
    """Return what a phone writes beside a picture: where it was taken, by whom, how it stood."""
    given = Image.Exif()
    given[ORIENTATION] = orientation
    given[0x010E] = SECRET.decode()
    given.get_ifd(GPS)[0x001D] = SECRET.decode()
    return given


def files_of(app: Flask, name: str) -> dict[str, Image.Image]:
    """Return all files of a picture, opened."""
    folder = Path(app.instance_path) / "pictures" / name
    return {path.name: Image.open(BytesIO(path.read_bytes())) for path in folder.iterdir()}


def colours(image: Image.Image) -> list[str]:
    """Return the strongest colour of each corner."""
    x, y = image.width - 1, image.height - 1
    found: list[Any] = [
        image.convert("RGB").getpixel(each) for each in ((0, 0), (x, 0), (0, y), (x, y))
    ]
    return ["gray" if max(each) < 200 else "RGB"[each.index(max(each))] for each in found]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_beside_what_is_seen_is_kept(app: Flask, kind: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    how = {"exif": exif(), "xmp": XMP, "icc_profile": profile}
    content = file_of(painted(), kind, **(how if kind != "PNG" else {"exif": exif()}))
    if kind == "JPEG":  # With IPTC's part, as programs of agencies write it.
        said = b"Photoshop 3.0\0" + SECRET
        content = content[:2] + b"\xff\xed" + (len(said) + 2).to_bytes(2) + said + content[2:]
    assert SECRET in content

    picture = store_picture(content)

    assert SECRET not in bytes_below(Path(app.instance_path))
    for name, image in files_of(app, picture.name).items():
        assert set(image.info) <= OF_FORMATS, name
        assert dict(image.getexif()) == {}, name


@pytest.mark.parametrize(
    ("orientation", "seen"),
    [
        (1, ["R", "G", "B", "gray"]),
        (2, ["G", "R", "gray", "B"]),
        (3, ["gray", "B", "G", "R"]),
        (6, ["B", "R", "gray", "G"]),
        (8, ["G", "gray", "R", "B"]),
    ],
)
def test_picture_is_turned_as_it_is_meant(app: Flask, orientation: int, seen: list[str]) -> None:
    picture = store_picture(file_of(painted(), "JPEG", exif=exif(orientation=orientation)))

    images = files_of(app, picture.name)
    assert [colours(image) for image in images.values()] == [seen] * len(images)
    assert (picture.width, picture.height) == images["master.webp"].size
    assert (picture.width > picture.height) is (orientation < 5)


@pytest.mark.parametrize("mode", ["CMYK", "RGBA", "P", "L"])
def test_every_kind_of_colour_becomes_that_of_screens(app: Flask, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    picture = store_picture(file_of(painted(mode=mode), kind))

    images = files_of(app, picture.name)
    assert {image.mode for image in images.values()} == {"RGB"}
    if mode != "L":
        assert colours(images["master.webp"]) == ["R", "G", "B", "gray"]


def test_picture_of_sixteen_bits_keeps_its_shades(app: Flask) -> None:
    deep = Image.new("I;16", (2, 1))
    deep.putpixel((0, 0), 65_535)
    deep.putpixel((1, 0), 32_768)

    picture = store_picture(file_of(deep))

    seen = files_of(app, picture.name)["master.webp"].convert("L")
    assert [seen.getpixel((place, 0)) for place in range(2)] == [255, 128]


def test_what_can_be_seen_through_stands_on_white(app: Flask) -> None:
    clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0))

    picture = store_picture(file_of(clear))

    assert files_of(app, picture.name)["master.webp"].getpixel((1, 1)) == (255, 255, 255)


def test_colours_of_another_screen_are_those_that_were_meant(app: Flask) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    damaged = lab[:200]

    right = store_picture(file_of(painted(), "JPEG", icc_profile=lab))
    odd = store_picture(file_of(painted(), "JPEG", icc_profile=damaged))

    for picture in (right, odd):
        image = files_of(app, picture.name)["master.webp"]
        assert colours(image) == ["R", "G", "B", "gray"]


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((200, 100), [200]),
        ((320, 10), [320]),
        ((700, 100), [320, 640, 700]),
        ((2000, 100), [320, 640, 960, 1440]),
    ],
)
def test_picture_is_made_smaller_and_never_larger(
    app: Flask, size: tuple[int, int], widths: list[int]
) -> None:
    picture = store_picture(file_of(painted(*size), "JPEG"))

    images = files_of(app, picture.name)
    assert {name: image.width for name, image in images.items()} == {
        "master.webp": widths[-1],
        **{f"{each}.{ending}": each for each in widths for ending in ("jpg", "webp")},
    }
    assert picture.height == images["master.webp"].height


def test_files_are_for_the_sites_user_alone(app: Flask) -> None:
    picture = store_picture()

    folder = Path(app.instance_path) / "pictures"
    modes = {path.stat().st_mode & 0o777 for path in (folder, folder / picture.name)}
    assert modes == {0o700}
    assert {path.stat().st_mode & 0o777 for path in (folder / picture.name).iterdir()} == {0o600}
