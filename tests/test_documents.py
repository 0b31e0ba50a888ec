"""What the documents count and name is there."""

import re

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
