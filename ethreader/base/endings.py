"""The other forms of a word: “Beč”, “Beču” and “Beča” are one, so are “Anna” and “Annas”.

Nobody says in which language a word is typed, and names keep theirs in every text; so the endings
of Serbian, German and English are all tried on each word, as it is folded. What no word is
spelt like finds nothing, and does no harm. Words that people mean apart must not meet here:
“Wien” and “wie”, “here” and “her”.
"""

from collections.abc import Iterator
from typing import NamedTuple

import regex

MOST_LETTERS = 4  # Of an ending.


class _Pattern(NamedTuple):
    endings: frozenset[str]
    stem: regex.Pattern[str]


def _pattern(stem: str, endings: str) -> _Pattern:
    """Return a pattern: what stands before its endings; “-” is none."""
    return _Pattern(frozenset(endings.replace("-", "").split(" ")), regex.compile(stem))


_LETTERS = r"[a-z]{2,}[b-df-hj-np-tv-z]"  # Three at least, the last one no vowel.
_MORE = r"[a-z]{3,}[b-df-hj-np-tv-z]"
# Names of three letters; any word as short would be “USA” and “use”, “Ida” and “ide” (goes).
_SHORT_NAMES = "ad|an|el|em|en|ev|in|ir|iv"
# German nouns with a plural in -er, as they are folded, and what ends in them; any noun would be
# “form” and “former”. A land stays apart from those who live there.
_PLURALS_IN_ER = (
    "[a-z]*(?:bild|buch|gesicht|gespenst|glied|haus|kind|kleid|mann|wort)|amt|bad|band|blatt|dach|"
    "dorf|fach|feld|geist|geld|glas|grab|irrtum|licht|lied|oberhaupt|rad|schloss|volk|vormund|"
    "wald|(?:bundes|dritt|herkunfts|mitglieds|nachbar|transit|ziel)?land"
)
_PATTERNS = (
    # Serbian nouns.
    _pattern(_LETTERS, "- a u om em i ima"),
    _pattern(_MORE, "- a u om em e i ima"),
    _pattern(_LETTERS, "a e i u o om ama"),
    _pattern(_LETTERS, "o e a u om em ima"),
    _pattern(_SHORT_NAMES, "a e i u om"),
    _pattern("[a-z]{3,}", "k ka ku kom ke ci cima"),
    _pattern("[a-z]{2,}", "ka ke ci ku kom ko kama"),
    _pattern("[a-z]{2,}", "ga ge zi gu gom go gama"),
    _pattern("[a-z]{3,}", "ac ca cu cem ce ci aca cima"),
    _pattern("[a-z]{3,}", "ar ra ru rom re ri rima"),
    # Serbian adjectives.
    _pattern(_LETTERS, "- a u i og oga om ome oj ih im"),
    _pattern(_LETTERS, "i a o e u og oga om ome oj ih im ima"),
    _pattern("[a-z]{3,}", "an na no ne ni nu nog nom noj nih nim nima"),
    # German.
    _pattern(_LETTERS, "- s es en"),
    _pattern(_MORE, "- s es e en"),
    _pattern(_MORE, "e en er es em"),
    _pattern(_PLURALS_IN_ER, "- s es er ern"),
    _pattern("[a-z]{3,}e|[a-z]{2,}e[lr]", "- n s ns"),
    _pattern("[a-z]{3,}u", "- n"),
    _pattern("[a-z]{3,}in", "- nen"),
    # English.
    _pattern("[a-z]{2,}[^s]", "- s"),
    _pattern("[a-z]{3,}", "y ies"),
)


def forms_of(word: str) -> tuple[str, ...]:
    """Return the other forms of a folded word, if it is one that has some."""
    return tuple(sorted({*_forms(word)} - {word})) if word.isascii() and word.isalpha() else ()


def _forms(word: str) -> Iterator[str]:
    for cut in range(MOST_LETTERS + 1):
        stem, ending = word[: len(word) - cut], word[len(word) - cut :]
        for pattern in _PATTERNS:
            if ending in pattern.endings and pattern.stem.fullmatch(stem):
                yield from (f"{stem}{each}" for each in pattern.endings)
