"""The words of a text as they are meant, however they are spelt to get past a list.

Letters of other alphabets that look the same, digits for letters, letters far apart and dragged
out: “sub$cr1be”, “s u b s c r i b e” and “Subscriiiiibe” are one word.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from ethreader.base.folding import fold
from ethreader.screening.lookalikes import as_seen
from ethreader.screening.remembered import Remembered

JUST_FOLDED = 500  # Words: one text is looked at by several, each of which folds its words.

_APART = regex.compile(r"(?<!\S)(?:\p{L}[ .\-_*]){3,}\p{L}(?!\S)")
# What stands in each of them; few texts have it, and it is found in a sixth of the time.
_PERHAPS_APART = re.compile(r"[ .\-_*]\w[ .\-_*]\w[ .\-_*]")
_SIGNS = "0134578@$"
_STROKES = str.maketrans(_SIGNS, "oieastbas")
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}\p{Cf}'’@$]*[\p{L}\p{N}\p{M}])?")
# The same where all is ASCII, as most texts are: found in a third of the time.
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:['@$]+[A-Za-z0-9]+)*")
_BUT_LETTERS = regex.compile(r"[^\p{L}\p{M}]+")
# A number with its unit, or with its ending, is spelt as it is meant: “2nd”, “10km”, “1990s”.
_NUMBER = regex.compile(r"\p{N}+\p{L}{0,3}")
_DRAGGED = regex.compile(r"(\p{L})\1{2,}")
_PERHAPS_DRAGGED = re.compile(r"(.)\1\1")  # Found in a fifth of the time, and in few words.
_MIXED = regex.compile(r"(?=.*\p{Latin})(?=.*[\p{Cyrillic}\p{Greek}\p{Cherokee}])", regex.DOTALL)


class Spelt(NamedTuple):
    """A word of a text, as it stands there and as it is meant."""

    typed: str
    meant: str


def spelt_words(text: str) -> Iterator[Spelt]:
    """Yield the words of a text, in their order."""
    for typed in _typed_words(letters_together(text)):
        if meant := _meant[typed]:
            yield Spelt(typed, meant)


def meant_words(text: str) -> list[str]:
    """Return the words of a text as they are meant, in their order."""
    together = letters_together(text)
    # Capitals of ASCII are meant as small letters are: so one of both is to be remembered.
    typed = _typed_words(together.lower() if together.isascii() else together)
    return list(filter(None, map(_meant.__getitem__, typed)))


def _typed_words(text: str) -> list[str]:
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text)


def letters_together(text: str) -> str:
    """Return a text with words whose letters stand far apart as words."""
    if not _PERHAPS_APART.search(text):
        return text
    return _APART.sub(lambda found: _BUT_LETTERS.sub("", found[0]), text)


def meant_word(word: str) -> str:
    """Return a word as it is meant; nothing where there is nothing to see in it."""
    return _meant[word]


def _find_meant(word: str) -> str:
    seen = as_seen(word) if not word.isascii() and _MIXED.match(word) else word
    if not seen.isalpha() and _is_disguised(seen):
        seen = seen.translate(_STROKES)
    meant = folded[seen]
    return _DRAGGED.sub(r"\1", meant) if _PERHAPS_DRAGGED.search(meant) else meant


def _is_disguised(word: str) -> bool:
    return any(map(word.__contains__, _SIGNS)) and not _NUMBER.fullmatch(word) and _is_long(word)


def _is_long(word: str) -> bool:
    return sum(map(str.isalpha, word)) > 1


folded = Remembered(fold, most=JUST_FOLDED)
_meant = Remembered(_find_meant)
