"""Compressed forms of static files, made at set-up."""

import gzip
from pathlib import Path

import brotli

from ethreader.ops.border.encodings import COMPRESSORS, zstd
from ethreader.ops.border.files import smallest
from ethreader.ops.packing import FOLDER, SMALLEST, pack_all, packed
from ethreader.web.static_files import is_compressed, names_of_files, static_file
from tests.conftest import ROOT

UNPACK = {"br": brotli.decompress, "zstd": zstd.decompress, "gzip": gzip.decompress}


def test_every_file_has_its_forms_and_none_is_left_of_others(tmp_path: Path) -> None:
    for old in ("0123456789ab.br", "fedcba987654.unfinished"):
        (tmp_path / old).write_bytes(b"Of another time.")

    tmp_path.chmod(0o700)

    count = pack_all(tmp_path)

    names = [name for name in names_of_files() if not is_compressed(name)]
    files = [file for file in map(static_file, names) if file is not None]
    assert count == len(list(tmp_path.iterdir())) == 3 * len(files) > 15
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    for file in files:
        for encoding, unpack in UNPACK.items():
            form = packed(file.content, encoding, folder=tmp_path)
            assert unpack(form.read_bytes()) == file.content
            assert form.stat().st_mode & 0o777 == 0o644


def test_forms_are_made_once(tmp_path: Path) -> None:
    pack_all(tmp_path)
    made = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}

    pack_all(tmp_path)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == made


def test_forms_of_set_up_are_smaller_than_those_made_while_somebody_waits() -> None:
    file = static_file("site.css")
    assert file is not None

    for encoding, compress in SMALLEST.items():
        assert len(compress(file.content)) <= len(COMPRESSORS[encoding](file.content))


def test_changed_file_gets_a_form_when_it_is_asked_for() -> None:
    content = b"body { color: red; } /* Changed since set-up. */"

    assert not packed(content, "br").exists()
    assert brotli.decompress(smallest(content, "br")) == content


def test_forms_lie_where_git_does_not_look() -> None:
    assert FOLDER.is_relative_to(ROOT / "static" / "vendor")
    assert "static/vendor/*" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
