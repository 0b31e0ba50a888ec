"""What the filter looks at beside words: how a text is made, and what kinds of words it has.

A kind stands for words of every language here, so that what was learned of one holds for others.
"""

from itertools import combinations
from pathlib import Path

import regex

from ethreader.screening.spelling import meant_word

LINK = regex.compile(
    r"(?:https?://|www\.)[^\s<>\"')\]]+"
    r"|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|ly|me|tk|ru|pl|co|tv|io|us|gl|be|shop|xyz|club"
    r"|online|site|top|rs|de|at|ba|hr)\b(?:/[^\s<>\"')\]]*)?",
    regex.IGNORECASE,
)
MAY_HAVE_LINK = regex.compile(r"\w\.\w|://")  # Quicker to tell, of most texts.
_MONEY = frozenset("$€£%")
_ARROWS = (">>", "->", "→", "👉", "▶")
_HOST = regex.compile(r"(?:https?://)?(?:www\.)?([^/?#:]*)", regex.IGNORECASE)


def _read_kinds() -> dict[str, frozenset[str]]:
    text = (Path(__file__).parent / "kinds.txt").read_text(encoding="utf-8").replace("\n  ", " ")
    parts = (line.partition(":") for line in text.splitlines())
    return {kind: frozenset(map(meant_word, words.split())) for kind, _, words in parts}


KINDS = _read_kinds()


def host_of(link: str) -> str:
    """Return the words of where a link leads: the rest of it is rarely the same twice."""
    found = _HOST.match(link)
    return found[1] if found else ""


def shape_of(text: str, *, links: int, linked: int, words: list[str]) -> list[str]:
    """Return how a text is made: `links` of `linked` characters in all, and these words."""
    told = _signs_of(text) | _of_links(len(text), links=links, linked=linked)
    length = f"length {min(len(words).bit_length(), 7)}"
    return [*(name for name, is_so in told.items() if is_so), length, *_kinds_of(words)]


def _of_links(length: int, *, links: int, linked: int) -> dict[str, bool]:
    return {"link": links > 0, "links": links > 1, "bare": linked * 2 > length}


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
    """Return which kinds of words there are, which comes first, and which stand together."""
    kinds = [kind for kind, members in KINDS.items() if not members.isdisjoint(words)]
    begins = [f"begins {kind}" for kind in kinds if words[0] in KINDS[kind]]
    return [*kinds, *begins, *(f"{a} + {b}" for a, b in combinations(kinds, 2))]
