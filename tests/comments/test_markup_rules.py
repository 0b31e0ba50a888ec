"""Whoever changes how texts are shown has them rendered anew, without thinking of it."""

import sys
from pathlib import Path
from types import ModuleType

from ethreader.base import markup
from ethreader.base.markup_rules import rule_files


def imported_by(module: ModuleType) -> set[str]:
    """Return the files of ours that a module takes anything from, and so on."""
    found = {str(module.__file__)}
    for name in {str(getattr(each, "__module__", "")) for each in vars(module).values()}:
        if name.startswith("ethreader.") and str(sys.modules[name].__file__) not in found:
            found |= imported_by(sys.modules[name]) if name != module.__name__ else set()
    return found


def test_the_digest_is_of_every_file_that_renders() -> None:
    files = {Path(each) for each in imported_by(markup)}

    assert len(files) > 2
    assert files <= set(rule_files())
