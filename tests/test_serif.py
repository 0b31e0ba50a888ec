"""The letters of headlines: small files with the signs that the stylesheet names."""

from pathlib import Path

import pytest
from fontTools.subset import parse_unicodes
from fontTools.ttLib import TTFont

from ethreader.ops.serif import PART, SHEET, cut_parts
from ethreader.outputs.sharing import FONT
from ethreader.web.static_files import fingerprint_of, static_file

PARTS = {
    part["name"]: set(parse_unicodes("".join(part["signs"].split())))
    for part in PART.finditer(SHEET.read_text(encoding="utf-8"))
}
LANGUAGES = {
    "serif-latin.woff2": "Anđelković, Čačak, Šabac, Živković; Größe, Übung, Öl, Ärger – “on” „auf“",
    "serif-cyrillic.woff2": "ЂЖЗИЈЉЊЋЏШЧЦ Анђелковић, људи, њихов, џак, фирма, хлеб",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vendor")
    assert cut_parts(FONT, folder) == len(PARTS)
    return folder


@pytest.mark.parametrize("name", PARTS)
def test_a_part_has_the_signs_that_are_named_and_no_other(folder: Path, name: str) -> None:
    with TTFont(folder / name) as font:
        assert set(font.getBestCmap()) == PARTS[name]
        assert font.flavor == "woff2"


@pytest.mark.parametrize(("name", "words"), LANGUAGES.items())
def test_a_part_writes_its_languages(name: str, words: str) -> None:
    missing = {ord(sign) for sign in words} - set().union(*PARTS.values())

    assert missing == set()
    assert {ord(sign) for sign in words if sign.isalpha()} <= PARTS[name]


def test_parts_are_light_and_readable_by_the_site(folder: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}

    assert sizes.keys() == PARTS.keys()
    assert sum(sizes.values()) < 17_000
    assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == {"0o644"}


def test_the_same_font_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    cut_parts(FONT, tmp_path)

    for path in folder.iterdir():
        assert fingerprint_of(path.read_bytes()) == fingerprint_of(
            (tmp_path / path.name).read_bytes()
        )


def test_stylesheet_asks_for_the_very_bytes() -> None:
    sheet = static_file("site.css")
    assert sheet is not None

    for name in PARTS:
        part = static_file(f"vendor/{name}")
        assert part is not None, "`make test` cuts it: see `flask assets fetch`."
        assert part.kind == "font/woff2"
        assert f"url(vendor/{name}?v={part.fingerprint})".encode() in sheet.content
