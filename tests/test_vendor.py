"""The site's own copy of htmx, with sources that stand on this machine instead of elsewhere."""

import base64
import hashlib
import io
import os
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from ethreader.ops.assets import NotFetched, fetch, is_genuine
from ethreader.web.assets import HTMX, Library

GENUINE = b"window.htmx = {};\n"
TAMPERED = b"window.htmx = {}; steal();\n"


@dataclass(frozen=True, kw_only=True)
class LocalLibrary(Library):
    """A library whose CDN is a folder."""

    source: Path

    @property
    def cdn_url(self) -> str:
        return (self.source / "from-the-cdn.js").as_uri()


def integrity_of(content: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


@pytest.fixture
def library(tmp_path: Path) -> LocalLibrary:
    """A library that neither its CDN nor npm has, yet."""
    source = tmp_path / "source"
    source.mkdir()
    return LocalLibrary(
        package="small.js",
        version="1.2.3",
        path="dist/small.min.js",
        integrity=integrity_of(GENUINE),
        source=source,
    )


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called npm, whose `pack` copies the archive at this path."""
    archive, folder = tmp_path / "small.tgz", tmp_path / "bin"
    folder.mkdir()
    program = folder / "npm"
    program.write_text(f"#!/bin/sh\ncp '{archive}' small.js-1.2.3.tgz\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return archive


def pack(archive: Path, content: bytes) -> None:
    with tarfile.open(archive, "w:gz") as files:
        member = tarfile.TarInfo("package/dist/small.min.js")
        member.size = len(content)
        files.addfile(member, io.BytesIO(content))


def test_htmx_is_pinned_to_the_version_and_bytes_of_the_design() -> None:
    assert HTMX.cdn_url == "https://cdn.jsdelivr.net/npm/htmx.org@4.0.1/dist/htmx.min.js"
    assert HTMX.filename == "htmx-4.0.1.min.js"
    assert HTMX.integrity.startswith("sha384-")


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        pytest.param(GENUINE, True, id="the pinned bytes are genuine"),
        pytest.param(GENUINE + b" ", False, id="one byte more is not"),
        pytest.param(b"", False, id="nothing is not"),
    ],
)
def test_genuineness_is_a_matter_of_the_hash(
    library: LocalLibrary, content: bytes, verdict: bool
) -> None:
    assert is_genuine(library, content) is verdict


def test_fetch_brings_the_copy_from_the_cdn(library: LocalLibrary, tmp_path: Path) -> None:
    (library.source / "from-the-cdn.js").write_bytes(GENUINE)

    path = fetch(library, tmp_path / "vendor")

    assert path == tmp_path / "vendor" / "small-1.2.3.min.js"
    assert path.read_bytes() == GENUINE


def test_fetch_leaves_a_genuine_copy_alone(library: LocalLibrary, tmp_path: Path) -> None:
    copy = tmp_path / "small-1.2.3.min.js"
    copy.write_bytes(GENUINE)

    assert fetch(library, tmp_path) == copy  # No source has it, so none was asked.


def test_fetch_replaces_a_damaged_copy(library: LocalLibrary, tmp_path: Path) -> None:
    (library.source / "from-the-cdn.js").write_bytes(GENUINE)
    copy = tmp_path / "small-1.2.3.min.js"
    copy.write_bytes(TAMPERED)

    fetch(library, tmp_path)

    assert copy.read_bytes() == GENUINE


def test_fetch_asks_npm_when_the_cdn_is_silent(
    library: LocalLibrary, npm: Path, tmp_path: Path
) -> None:
    pack(npm, GENUINE)

    path = fetch(library, tmp_path / "vendor")

    assert path.read_bytes() == GENUINE


def test_fetch_keeps_no_bytes_that_were_not_pinned(
    library: LocalLibrary, npm: Path, tmp_path: Path
) -> None:
    (library.source / "from-the-cdn.js").write_bytes(TAMPERED)
    pack(npm, TAMPERED)

    with pytest.raises(NotFetched) as problem:
        fetch(library, tmp_path / "vendor")

    assert str(problem.value) == (
        "small.js 1.2.3 did not arrive (cdn: the bytes are not the ones that were pinned; "
        "npm: the bytes are not the ones that were pinned)."
    )
    assert not (tmp_path / "vendor").exists()


def test_fetch_says_of_each_source_why_nothing_came(
    library: LocalLibrary, npm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # No npm there.

    with pytest.raises(NotFetched) as problem:
        fetch(library, tmp_path / "vendor")

    assert str(problem.value).startswith("small.js 1.2.3 did not arrive (cdn: <urlopen error ")
    assert str(problem.value).endswith("; npm: npm is not installed).")
