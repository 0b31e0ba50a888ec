"""What the filter looks at beside words: how a text is made, and what kinds of words it has.

A kind stands for words of every language here, so that what was learned of one holds for others.
"""

from collections.abc import Iterator

from ethreader.learning.hosts import signs_of_links
from ethreader.learning.word_lists import read_lists
from ethreader.screening.spelling import meant_word

NEAR = 3  # Words from one kind to the next that belongs to it: “check out my new channel”.
_MONEY = frozenset("$€£%")
_ARROWS = (">>", "->", "→", "👉", "▶")


def _read_kinds() -> dict[str, tuple[str, ...]]:
    kinds: dict[str, list[str]] = {}
    for kind, words in read_lists("kinds.txt"):
        for word in map(meant_word, words.split()):
            kinds.setdefault(word, []).append(kind)
    return {word: tuple(found) for word, found in kinds.items()}


KINDS = _read_kinds()  # Of words.


def shape_of(text: str, *, links: list[str], words: list[str]) -> list[str]:
    """Return how a text is made, with these links and these words."""
    length = f"length {min(len(words).bit_length(), 7)}"
    told = [name for name, is_so in _signs_of(text).items() if is_so]
    return [*told, *signs_of_links(links, length=len(text)), length, *_kinds_of(words)]


def _signs_of(text: str) -> dict[str, bool]:
    letters = sum(map(str.isalpha, text)) or 1
    loud = sum(map(str.isupper, text)) / letters
    return {
        "handle": "@" in text,
        "tag": "#" in text,
        "code": "<" in text or "=" in text,
        "loud": loud > 0.5 and letters > 8,
        "capitals": 0.15 < loud <= 0.5 and letters > 20,
        "digits": sum(map(str.isdigit, text)) * 10 > len(text),
        "money sign": not _MONEY.isdisjoint(text),
        "exclaiming": "!!" in text,
        "asking": "?" in text,
        "arrow": any(arrow in text for arrow in _ARROWS),
        "one line": "\n" not in text,
    }


def _kinds_of(words: list[str]) -> list[str]:
    """Return which kinds of words there are, which comes first, and which soon follows which."""
    kinds = [KINDS.get(word, ()) for word in words]
    first = [f"begins {kind}" for kind in kinds[0]] if kinds else []
    return list(dict.fromkeys([*(kind for each in kinds for kind in each), *first, *_rows(kinds)]))


def _rows(kinds: list[tuple[str, ...]]) -> Iterator[str]:
    for place, earlier in enumerate(kinds):
        if earlier:
            for later in kinds[place + 1 : place + 1 + NEAR]:
                yield from (f"{a} > {b}" for a in earlier for b in later)
