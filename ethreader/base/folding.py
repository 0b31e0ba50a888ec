"""How a word is looked up, however it is spelt: the same for what is indexed and what is typed.

Marks on Latin, Cyrillic and Greek letters are left out, Cyrillic is read as Serbian Latin, and
what people type for a letter they do not have is that letter: “dj” for “đ”, “oe” for “ö”, “ss” for
“ß”. Such a pair becomes its first letter, so that the beginning of a word is folded to the
beginning of what the word is folded to. Other scripts stay whole.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import regex

from ethreader.i18n.serbian import to_latin

VERSION = 2
"""to be raised with every change of this file, and with every kind that can be found: the index is
then made anew at the next start"""

LONGEST = 60  # Characters of a word that count.

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}\p{DI}]+")
_MARKS = regex.compile(r"[\u0300-\u036f\p{DI}]+")
_OTHERS = regex.compile(r"[^\p{L}\p{N}\p{M}]+")
_PAIRS = re.compile(r"(?<=d)j|(?<=[aou])e")
# Letters that neither come apart into a letter and a mark nor are Serbian Cyrillic.
_LETTERS = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ы": "y",
        "э": "e",
        "ю": "ju",
        "я": "ja",
        "щ": "st",
        "ь": "",
        "ъ": "",
        "\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}": "i",
        "є": "je",
        "ґ": "g",
        "\N{ARABIC TATWEEL}": "",
    }
)


class Word(NamedTuple):
    """A word of a text: where it stands, and how it is looked up."""

    start: int
    end: int
    folded: str


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text, in their order."""
    for found in _WORD.finditer(text):
        folded = fold(found[0])
        if folded:
            yield Word(found.start(), found.end(), folded)


def folded_text(text: str, *, limit: int) -> str:
    """Return the words of a text as they are looked up, one blank between them."""
    return " ".join(word.folded for word in words(text[:limit]))


def fold(word: str) -> str:
    """Return how a word is looked up; nothing where there is nothing to see in it."""
    small = word.casefold()
    if not small.isascii():
        small = _without_marks(to_latin(_without_marks(small)).translate(_LETTERS))
    if not small.isalnum():
        small = _OTHERS.sub("", small)
    return (_PAIRS.sub("", small) if "e" in small or "j" in small else small)[:LONGEST]


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", _MARKS.sub("", apart))
