"""The phrases of danger in the files of `danger_phrases`; `en.txt` explains their signs."""

from collections.abc import Iterator, Mapping
from itertools import permutations
from pathlib import Path

from ethreader.base.folding import fold
from ethreader.screening.danger_words import ANY_ENDING, WEAPONS
from ethreader.screening.phrase_search import BOUND, FAR, WIDEST_GAP, Phrase, Place

FOLDER = Path(__file__).with_name("danger_phrases")
WORDS = "words"

_GAPS = {"..": 1, "...": 3}
_ANYWHERE_BEHIND = "...."
# Words between parts whose order is free.
_ORDERLESS = {" & ": 3, " && ": FAR}

Lists = Mapping[str, frozenset[str]]


def phrases() -> Iterator[Phrase]:
    """Yield the phrases of all languages."""
    for path in sorted(FOLDER.glob("*.txt")):
        yield from phrases_in(path.read_text(encoding="utf-8"))


def phrases_in(text: str) -> Iterator[Phrase]:
    """Yield the phrases of one file."""
    kind = ""
    lists: dict[str, frozenset[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("[") and line.endswith("]") and "|" not in line:
            kind = line[1:-1]
        elif kind == WORDS:
            name, _, words = line.partition("=")
            lists[name.strip()] = _words("|".join(words.split()), lists)
        elif not line.startswith("#"):
            yield from _phrases(kind, line, lists)


def _phrases(kind: str, line: str, lists: Lists) -> Iterator[Phrase]:
    """Yield a row as phrases: one for each order of its parts."""
    sign = next((each for each in _ORDERLESS if each in line), " & ")
    parts = [list(_places(part, lists)) for part in line.split(sign)]
    for order in permutations(parts):
        first, *others = order
        places = [*first]
        for part in others:
            places += [part[0]._replace(gap=_ORDERLESS[sign]), *part[1:]]
        yield Phrase(kind, tuple(places))


def _places(part: str, lists: Lists) -> Iterator[Place]:
    gap, is_far = 0, False
    for piece in part.split():
        if piece in _GAPS:
            gap += _GAPS[piece]
        elif piece == _ANYWHERE_BEHIND:
            is_far = True
        elif piece.startswith("["):
            gap += 1
        else:
            yield Place(_words(piece, lists), FAR if is_far else min(gap, WIDEST_GAP))
            gap, is_far = 0, False


def _words(piece: str, lists: Lists) -> frozenset[str]:
    """Return the words between which strokes stand, those of lists among them."""
    found: set[str] = set()
    for each in piece.split("|"):
        if each.startswith("<"):
            found |= lists[each.strip("<>")]
        elif each == BOUND or each in WEAPONS:
            found.add(each)
        elif word := fold(each.rstrip(ANY_ENDING)):
            found.add(word + ANY_ENDING if each.endswith(ANY_ENDING) else word)
    return frozenset(found)
