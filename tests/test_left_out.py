"""A run reads every file that has a test for it."""

from pathlib import Path

import pytest

from tests.left_out import marks_of, unwanted


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("not browser", {"browser"}),
        ("not browser and not long", {"browser", "long"}),
        ("", set()),
        ("browser", set()),
        ("not browser or long", set()),
        ("not browser and long", set()),
        ("not (browser and long)", set()),
        ("(browser or long) and not endurance", set()),
    ],
)
def test_files_are_left_out_only_where_a_mark_alone_decides(asked: str, names: set[str]) -> None:
    assert unwanted(asked) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("pytestmark = pytest.mark.browser", {"browser"}),
        ("pytestmark = [pytest.mark.long, pytest.mark.usefixtures('a')]", {"long", "usefixtures"}),
        ("@pytest.mark.long\ndef test_one() -> None: ...", set()),
        ("    pytestmark = pytest.mark.long", set()),
    ],
    ids=["one mark", "two marks", "the mark of one test", "the mark of a class"],
)
def test_a_files_own_mark_alone_counts(tmp_path: Path, line: str, names: set[str]) -> None:
    file = tmp_path / "test_something.py"
    file.write_text(f"import pytest\n\n{line}\n", encoding="utf-8")

    assert marks_of(file) == names
