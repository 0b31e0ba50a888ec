"""Names that stand beside what leads to somebody: “Ana Petrović, 064 123 4567”.

A name alone is nothing: articles and readers name speakers. In plain Latin letters.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ethreader.base.late_patterns import late_pattern
from ethreader.screening.traced import Span

NEAR = 45  # Characters between a name and what stands beside it.

_WORD = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
# Capitals that begin a sentence, or are titles, towns and months: no part of a name.
_NO_NAMES = frozenset(
    word
    for line in Path(__file__).with_name("no_names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_FULL = late_pattern(rf"\b({_WORD})(?: ({_WORD})){{1,2}}\b")
_TITLED = late_pattern(
    rf"\b(?i:frau|herr|mrs|mr|ms|miss|gdja|gospodja|gospodjica|gospodin|gdin|g\.|dr)\.? ({_WORD})\b"
    rf"|\b(?i:name is|called|her name|his name|heisst|zove se|zovem se|po imenu|ime joj je"
    rf"|ime mu je) ({_WORD})\b"
)


def names_beside(letters: str, details: Iterable[Span]) -> Iterator[Span]:
    """Yield where names stand beside `details`, in the same line."""
    for start, end in details:
        line_start = letters.rfind("\n", 0, start) + 1
        line_end = (letters + "\n").find("\n", end)
        for begin, stop in (
            (max(line_start, start - NEAR), start),
            (end, min(line_end, end + NEAR)),
        ):
            yield from _names_within(letters, begin, stop)


def _names_within(letters: str, begin: int, stop: int) -> Iterator[Span]:
    yield from (found.span() for found in _TITLED.finditer(letters, begin, stop))
    for found in _FULL.finditer(letters, begin, stop):
        words = list(re.finditer(_WORD, found[0]))
        while words and words[0][0] in _NO_NAMES:
            words.pop(0)
        while words and words[-1][0] in _NO_NAMES:
            words.pop()
        if len(words) > 1 and not any(word[0] in _NO_NAMES for word in words):
            yield found.start() + words[0].start(), found.start() + words[-1].end()
