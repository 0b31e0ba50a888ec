"""The `.env` file in the instance folder: pydantic-settings reads it and passes over what is wrong.

Here a line that says nothing is found, so that no setting is lost by a slip of the pen.
"""

import os
import re
from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from ethreader.base.setting_errors import WrongSetting

# Of a setting or another program's variable. A line whose “=” was forgotten has another one, in a
# URL's query, and its “name” would hold a password.
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def names_in(path: Path) -> list[str]:
    """Return the names that a file sets; none if there is no file.

    Raises `WrongSetting` where it cannot be read or a line is wrong.
    """
    if not os.path.isfile(path):  # noqa: PTH113 - no, too, where the folder cannot be looked into
        return []
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        message = f"The settings file {path} cannot be read: {problem}."
        raise WrongSetting(message) from problem
    return [name for each in parse_stream(StringIO(text)) if (name := _name(each, path))]


def _name(binding: Binding, path: Path) -> str | None:
    """Return the name that a line sets; none for a comment."""
    is_name = binding.key is None or NAME.fullmatch(binding.key)
    if binding.error or not is_name or (binding.key and binding.value is None):
        text, first = binding.original
        line = first + text[: len(text) - len(text.lstrip())].count("\n")  # Empty ones before it.
        # The line itself is not shown: it may hold a password.
        raise WrongSetting(
            f"Line {line} of the settings file {path} is not understood: "
            "write NAME=value, and quotes around a value with blanks or with a #."
        )
    return binding.key
