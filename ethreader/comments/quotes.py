"""Words of a comment that others quote, found line by line, so that they can go with it.

The button “Quote” copies what a reader marked, as lines that begin with `>`. Whoever deletes
their comment means those copies too. What somebody wrote in words of their own stays.
"""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

import nh3

# Says in every language that something was left out.
LEFT_OUT = "[…]"
RUN = 4  # So many of somebody's words in a row are theirs, in a line that was changed as well.

_QUOTED = re.compile(r"(\s*>[\s>]*)(.*)", re.DOTALL)


class SourceText:
    """What a comment said, in each of its versions that are known."""

    def __init__(self, versions: Iterable[str], *, html: str) -> None:
        shown = unescape(nh3.clean(html, tags=set()))
        self._raw = [*versions, shown]
        self._folded = [_folded(each) for each in self._raw]
        self._runs = {run for each in self._folded for run in _runs(each)}

    def is_in(self, line: str) -> bool:
        """Tell whether a line repeats it: as a whole, or some of its words in a row."""
        folded = _folded(line)
        if not folded:  # Signs alone, an emoji for example.
            return bool(line.strip()) and any(line.strip() in each for each in self._raw)
        return any(folded in each for each in self._folded) or not self._runs.isdisjoint(
            _runs(folded)
        )


def without_quotes(body: str, source: SourceText) -> str:
    """Return a comment's Markdown without the quoted lines that repeat `source`."""
    lines: list[str] = []
    for line in body.split("\n"):
        quoted = _QUOTED.fullmatch(line)
        if quoted is None or not source.is_in(quoted[2]):
            lines.append(line)
        elif not lines or LEFT_OUT not in lines[-1]:
            lines.append(f"{quoted[1]}{LEFT_OUT}")
    return "\n".join(lines)


def _folded(text: str) -> str:
    """Return letters and digits alone, words apart by one blank: markup and signs differ."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(each if each.isalnum() else " " for each in plain).split())


def _runs(folded: str) -> set[str]:
    words = folded.split()
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
