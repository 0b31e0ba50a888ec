"""What the documents count and name is there."""

import re

import pytest

from tests.conftest import ROOT

ROW = re.compile(
    r"^\| (?P<what>[^|]+) \| (?P<works>yes|no)\b[^|]*\| `(?P<file>[^:`]+)::(?P<test>\w+)` \|$"
)
SWITCHED_OFF = re.compile(r"java_script_enabled|scripts: bool|scripts=False|Way\b")


def test_what_works_without_javascript_is_counted_and_tested() -> None:
    text = (ROOT / "docs" / "without-javascript.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ")][2:]
    rows = [row for line in lines if (row := ROW.match(line))]
    assert len(rows) == len(lines)

    for row in rows:
        source = (ROOT / row["file"]).read_text(encoding="utf-8")
        _, _, rest = source.partition(f"\ndef {row['test']}(")
        body = rest.split("\ndef ")[0]
        assert SWITCHED_OFF.search(body), f"{row['what']}: {row['test']}"
    works = sum(row["works"] == "yes" for row in rows)
    first = f"Of {len(rows)} things that a reader does, {works} work without JavaScript; "
    assert first + f"{len(rows) - works} need it" in " ".join(text.split())


PLACE = re.compile(r"`(?P<path>(?:[a-z0-9_]+/)*[a-z0-9_]+\.py):(?P<name>\w+)`")
FILE = re.compile(r"`(?P<path>(?:[\w.-]+/)+[\w.-]+\.\w+)`")


def broken_places(text: str) -> list[str]:
    """Return the functions that a text names by file and name, and that are not there."""
    return [
        f"{row['path']}:{row['name']}"
        for row in PLACE.finditer(text)
        if not (path := ROOT / "ethreader" / row["path"]).exists()
        or not re.search(
            rf"^ *(?:def|class) {row['name']}\b", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    ]


def missing_files(text: str) -> list[str]:
    """Return the files that a text names by their path, and that are not there."""
    return [
        row["path"]
        for row in FILE.finditer(text)
        if not any((root / row["path"]).exists() for root in (ROOT, ROOT / "ethreader"))
    ]


def test_walks_of_the_architecture_lead_along_functions_that_are_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    assert broken_places("`comments/forms.py:CommentForm` `events/views.py:nowhere`") == [
        "events/views.py:nowhere"
    ]
    assert len(PLACE.findall(text)) >= 30
    assert broken_places(text) == []


@pytest.mark.parametrize("name", ["architecture.md", "design.md", "languages.md"])
def test_documents_name_files_that_are_there(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")

    assert missing_files("`docs/nowhere.md` `docs/design.md`") == ["docs/nowhere.md"]
    assert missing_files(text) == []
