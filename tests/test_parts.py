"""What features bring is listed once, in the order of the arrow."""

from pathlib import Path

import pytest

from ethreader.application import create_app
from ethreader.parts import PARTS
from tests.once import make_settings
from tests.test_architecture import LEVELS

GROUPS = [commands.group for part in PARTS.values() for commands in part.commands]


def test_features_stand_in_the_order_of_the_arrow() -> None:
    assert list(PARTS) == [name for name in LEVELS["features"] if name in PARTS]


@pytest.mark.parametrize(
    "words",
    [[str(group.name), name] for group in GROUPS for name in group.commands],
    ids=" ".join,
)
def test_help_of_a_command_leaves_the_database_alone(tmp_path: Path, words: list[str]) -> None:
    app = create_app(make_settings(tmp_path / "instance"))

    shown = app.test_cli_runner().invoke(args=[*words, "--help"])

    assert shown.exit_code == 0
    assert shown.output.startswith(f"Usage: ethreader {' '.join(words)} ")
    assert [path.name for path in (tmp_path / "instance").glob("*.sqlite3")] == []
