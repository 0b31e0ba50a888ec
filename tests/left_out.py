"""Files of which a run wants nothing are not read: `make check` left a third of all tests out.

To import them, and to make thousands of tests that are then deselected, took half of what it costs
to find the tests. A file says by its mark that all of its tests are of a kind.
"""

import re
from pathlib import Path

import pytest

ONLY_WITHOUT = re.compile(r"not \w+(?: and not \w+)*")
MARKED = re.compile(r"^pytestmark = .*$", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out a file whose own mark is one that the run is to be without."""
    if not collection_path.name.startswith("test_") or collection_path.suffix != ".py":
        return None
    asked = config.getoption("-m")
    return True if marks_of(collection_path) & unwanted(asked) else None


def unwanted(asked: str) -> set[str]:
    """Return the marks without which a run is to be; none where it asks for anything besides."""
    return set(re.findall(r"not (\w+)", asked)) if ONLY_WITHOUT.fullmatch(asked) else set()


def marks_of(path: Path) -> set[str]:
    """Return the marks that all tests of a file have, as the line says that gives them."""
    line = MARKED.search(path.read_text("utf-8"))
    return set(re.findall(r"pytest\.mark\.(\w+)", line[0])) if line else set()
