"""What an operator is told of a setting that is wrong, or that nobody knows."""

import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

# Wherever somebody pasted it, and however wrong: “…:password@host”, “password=…”.
PASSWORD = re.compile(r":.*@|password\s*=", re.DOTALL | re.IGNORECASE)


PREFIX = "ETHREADER_"  # Of all settings but HOST and PORT.


class WrongSetting(Exception):
    """A setting that the site cannot start with; its text is for the operator."""


def sentence_about(name: str, text: str, advice: str, *, is_private: bool) -> str:
    """Return what is told of a setting whose `text` is wrong."""
    # The console and the log are read by more people than the settings.
    given = "wrong" if is_private or PASSWORD.search(text) else f"“{text}”"
    return f"{name} is {given}: {advice}."


def place_of(sentence: str, lines: Mapping[str, int], file: Path) -> str:
    """Return where the settings that a sentence names are set, or nothing.

    `lines` are those of the file.
    """
    named = [name for name in lines if re.search(rf"(?<![A-Z_]){name}(?![A-Z_])", sentence)]
    return "".join(
        f" {name} is set in line {lines[name]} of the settings file {file}." for name in named
    )


def warning_of_unknown(name: str, known: Iterable[str]) -> str:
    """Return a sentence about a name that is no setting, with the one that it may mean."""
    near = difflib.get_close_matches(name, [*known], n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"{name} is not a setting of this site and has no effect.{hint}"


def meant_by(name: str, known: Iterable[str]) -> str | None:
    """Return the setting that a name is nearly; none where it may be another program's.

    Two letters in each other's place, or small ones, are a slip in any name; what resembles
    a setting otherwise (`PGHOST`) is one only where it is long enough to be told apart.
    """
    names = [*known]
    upper = name.upper()
    for each in names:
        if sorted(upper) == sorted(each):
            return each
    ours = {each.removeprefix(PREFIX): each for each in names if each.startswith(PREFIX)}
    if upper.startswith(PREFIX):
        near = difflib.get_close_matches(upper.removeprefix(PREFIX), ours, n=1)
        return ours[near[0]] if near else None
    near = difflib.get_close_matches(upper, ours.values(), n=1, cutoff=0.85)
    return near[0] if near else None
