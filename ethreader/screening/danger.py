"""Words of somebody in danger: a threat, a cry for help, stalking, the place where somebody hides.

The phrases are files of plain text in `danger_phrases`, one of each language; `en.txt` explains
their signs. All of them are looked for in every comment: nobody says in which language they write.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ethreader.screening.plain_letters import plain_letters
from ethreader.screening.plain_signs import plain_signs
from ethreader.screening.traced import Span

FOLDER = Path(__file__).with_name("danger_phrases")
NOT = "not"
INITIAL = 2  # Letters of a word by which phrases are looked up.

Phrases = dict[str, re.Pattern[str]]

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_APOSTROPHES = re.compile(r"(?<=\w)['’‘`´](?=\w)")  # noqa: RUF001 - “I’m”, however it is typed.
_WORD_OR_END = re.compile(r"[a-z0-9]+|[.!?;:\n]")
_REST = "[a-z0-9]*"
_ANY_THREE = r"(?: [a-z0-9]+){0,3}?"


def is_danger(text: str) -> bool:
    """Tell whether somebody who writes this, or somebody else, may be in danger."""
    words = _normal(text)
    sure, unless = _known()
    hits = list(_hits(words, sure))
    if not hits:
        return False
    excused = list(_hits(words, unless))
    return any(not _is_excused(hit, excused) for hit in hits)


def _is_excused(hit: Span, others: list[Span]) -> bool:
    return any(start < hit[1] <= end for start, end in others)


def _hits(words: str, phrases: Phrases) -> Iterator[Span]:
    at = 0
    for word in words.split(" "):
        pattern = phrases.get(word[:INITIAL])
        found = pattern.match(words, at) if pattern else None
        if found:
            yield found.span()
        at += len(word) + 1


def _normal(text: str) -> str:
    """Return the words of a text in plain small letters, one blank between them."""
    joined = _APOSTROPHES.sub("", plain_signs(text)).translate(_UMLAUTS)
    return " ".join(_WORD_OR_END.findall(plain_letters(joined).lower()))


@cache
def _known() -> tuple[Phrases, Phrases]:
    """Return what is danger, and what takes it back, by the letters that they begin with."""
    sure: dict[str, set[str]] = defaultdict(set)
    unless: dict[str, set[str]] = defaultdict(set)
    for path in sorted(FOLDER.glob("*.txt")):
        for section, line in _lines(path.read_text(encoding="utf-8")):
            for initial, pattern in _patterns(line):
                (unless if section == NOT else sure)[initial].add(pattern)
    return _compiled(sure), _compiled(unless)


def _compiled(phrases: dict[str, set[str]]) -> Phrases:
    return {
        initial: re.compile(f"(?:{'|'.join(sorted(patterns, key=_longest_first))})(?![a-z0-9])")
        for initial, patterns in phrases.items()
    }


def _longest_first(pattern: str) -> tuple[int, str]:
    return -len(pattern), pattern


def _lines(text: str) -> Iterator[tuple[str, str]]:
    section = ""
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]") and "|" not in line:
            section = line[1:-1]
        elif line.strip() and not line.startswith("#"):
            yield section, line.strip()


def _patterns(line: str) -> Iterator[tuple[str, str]]:
    """Yield a phrase as patterns, each with the letters that its first word begins with."""
    first, *others = line.split()
    behind = "".join(map(_further, others))
    if first.startswith("["):
        yield from _patterns(" ".join(others))
        first = first[1:-1]
    for word in first.split("|"):
        plain = _word(word)
        yield plain[:INITIAL], plain + behind


def _further(piece: str) -> str:
    if piece == "...":
        return _ANY_THREE
    words = "|".join(_word(each) for each in piece.strip("[]").split("|"))
    return f"(?: (?:{words}))?" if piece.startswith("[") else f" (?:{words})"


def _word(word: str) -> str:
    """Return the pattern of a word, or of those that begin like it."""
    plain = _normal(word.rstrip("*"))
    return plain + _REST if word.endswith("*") else plain
