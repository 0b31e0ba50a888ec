"""The `.env` file in the instance folder: what it sets, and in which line.

A line that says nothing is refused, so that no setting is lost by a slip of the pen. What is
said of a line names its number and never shows it: it may hold a password.
"""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream

from ethreader.base.reading import read_file
from ethreader.base.setting_errors import WrongSetting, meant_by

LIMIT = 100_000  # Bytes.
# Of a setting or another program's variable. A line whose “=” was forgotten has another one, in a
# URL's query, and its “name” would hold a password.
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LINE_END = re.compile(r"\r\n|\n|\r")
OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")  # The marks with which files of UTF-16 begin.


def text_of(path: Path) -> str:
    """Return what a file with settings says; nothing where there is none.

    Raises `WrongSetting` where it cannot be read.
    """
    if not os.path.isfile(path):  # noqa: PTH113 - no, too, where the folder cannot be looked into
        if os.path.lexists(path):
            message = f"The settings file {path} is no file. Remove it, or put one in its place."
            raise WrongSetting(message)
        return ""
    try:
        content = read_file(path, limit=LIMIT)
    except OSError as problem:
        message = f"The settings file {path} cannot be read: {problem.strerror}."
        raise WrongSetting(message) from problem
    text = _decoded(content, path)
    if odd := CONTROLS.search(text):
        raise _not_understood(
            path, text[: odd.start()], "it holds a sign that cannot be seen. Type the line anew"
        )
    return text


@dataclass(frozen=True, kw_only=True)
class EnvFile:
    """A file with settings: the values that it gives them, and the lines where it does."""

    path: Path
    values: Mapping[str, str]
    lines: Mapping[str, int]


def env_file(path: Path, *, known: Iterable[str]) -> EnvFile:
    """Read a file with settings; one that is not there says nothing.

    Raises `WrongSetting`, for lines that set nothing and names that are nearly those of settings,
    too.
    """
    names, text = [*known], text_of(path)
    lines = _lines(text, path, known=names)
    given = dotenv_values(stream=StringIO(text))
    values = {name: value for name, value in given.items() if name in lines and value is not None}
    return EnvFile(path=path, values=values, lines=lines)


def _lines(text: str, path: Path, *, known: list[str]) -> dict[str, int]:
    """Return the line that sets each of the known names last."""
    lines = {}
    before = ""
    for each in parse_stream(StringIO(text)):
        said = each.original.string
        start = before + said[: len(said) - len(said.lstrip())]
        _check(each, path, start=start, known=known)
        if each.key in known:
            lines[str(each.key)] = _line_after(start)
        before += said
    return lines


def _decoded(content: bytes, path: Path) -> str:
    if content.startswith(OTHER_ENCODINGS) or b"\0" in content[:4]:
        message = f"The settings file {path} cannot be read: it is no UTF-8. Save it as UTF-8."
        raise WrongSetting(message)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        message = (
            f"The settings file {path} cannot be read: line {line} is no UTF-8. Save it as UTF-8."
        )
        raise WrongSetting(message) from problem


def _check(binding: Binding, path: Path, *, start: str, known: list[str]) -> None:
    name = binding.key
    is_name = name is None or NAME.fullmatch(name)
    if binding.error or not is_name or (name and binding.value is None):
        raise _not_understood(
            path, start, "write NAME=value, and quotes around a value with blanks or with a #"
        )
    if name is None or name in known:
        return
    meant = meant_by(name, known)
    if meant or name.startswith("ETHREADER_"):
        hint = f" Did you mean {meant}?" if meant else ""
        raise WrongSetting(
            f"Line {_line_after(start)} of the settings file {path} sets {name}, which is not a "
            f"setting of this site.{hint}"
        )


def _not_understood(path: Path, before: str, advice: str) -> WrongSetting:
    return WrongSetting(
        f"Line {_line_after(before)} of the settings file {path} is not understood: {advice}."
    )


def _line_after(text: str) -> int:
    return len(LINE_END.findall(text)) + 1
