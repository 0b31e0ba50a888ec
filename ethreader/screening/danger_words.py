"""The words of a text as danger is looked for among them, however they are spelt."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_

from ethreader.base.late_patterns import late_pattern
from ethreader.screening.phrase_search import BOUND
from ethreader.screening.plain_signs import plain_signs
from ethreader.screening.remembered import Remembered
from ethreader.screening.spelling import folded, letters_together, meant_word

ANY_ENDING = "*"
SHORTEST_MISSPELT, LONGEST_MISSPELT = 6, 16  # Letters: shorter words are too like each other.
_SHORTEST_STEM = 2
_NONE: list[int] = []
_BEGINNING = 4  # Letters.

WEAPONS = "🔪🗡🔫💣⚰🪓🩸☠"
"""signs that are words"""

# Apostrophes, the signs of “p@ssport”, and what nobody sees, in the midst of a word.
_WORD_OR_BOUND = late_pattern(
    r"\w(?:[\w'’‘`´@$*\u00ad\u200b-\u200f\u2060\ufeff]*\w)?|[.!?;:…\n]"  # noqa: RUF001
    rf"|[{WEAPONS}]"
)
# The same where all is ASCII: found in two thirds of the time.
_ASCII = late_pattern(r"[a-z0-9_]+(?:['`@$*]+[a-z0-9_]+)*|[.!?;:\n]")
_BOUNDS = frozenset(".!?;:…\n")
_REPEATED = late_pattern(r"(.)\1+")
_DRAGGED = late_pattern(r"(.)\1{2,}")
_LETTER = late_pattern(r"(.)\1*")  # However often it is repeated.


def read_words(text: str) -> list[str]:
    """Return the words of a text in small letters, and where its sentences begin and end."""
    together = letters_together(plain_signs(text)).lower()
    pattern = _ASCII if together.isascii() else _WORD_OR_BOUND
    found = [BOUND if each in _BOUNDS else each for each in pattern.findall(together)]
    words = [BOUND, *found, BOUND]
    if BOUND not in found:
        return words if found else [BOUND]
    return [
        word
        for word, before in zip(words, ["", *words], strict=False)
        if not word == before == BOUND
    ]


class WordMasks(Remembered[int]):
    """What each typed word fits: the bits of all sets of words that it is among."""

    def __init__(self, sets: Mapping[frozenset[str], int]) -> None:
        super().__init__(self._bits_of)
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, list[int]] = defaultdict(list)
        for words, bits in sets.items():
            for word in words:
                if word.endswith(ANY_ENDING):
                    self._stems[word[: -len(ANY_ENDING)]].append(bits)
                else:
                    self._whole[word].append(bits)
        self._begins_stem = tuple(self._stems)
        # What begins like no word is none with a letter wrong further on: most names, and noise.
        self._beginnings = {word[:_BEGINNING] for word in self._whole}
        self._shared: dict[int, int] = {}  # One number for all words that fit the same.

    def _bits_of(self, typed: str) -> int:
        """Return what a word fits as it is spelt; if nothing, as it was meant to be spelt."""
        if typed == BOUND or typed in WEAPONS:
            sets = self._whole[typed]
        else:
            word = folded[typed]
            sets = self._whole.get(word, _NONE)
            if word.startswith(self._begins_stem):
                sets = [*sets, *self._sets_with_stems(word)]
            if not sets and not word.isdigit():
                meant = self._meant(typed, word)
                sets = self._whole[meant] if meant else _NONE
        bits = reduce(or_, sets, 0)
        return self._shared.setdefault(bits, bits)

    def _sets_with_stems(self, word: str) -> Iterator[int]:
        for length in range(_SHORTEST_STEM, len(word) + 1):
            yield from self._stems.get(word[:length], _NONE)

    def _meant(self, typed: str, word: str) -> str | None:
        """Return what a word may have been meant to be: in disguise, dragged out or misspelt."""
        whole = self._whole
        if not (typed.isascii() and typed.isalpha()):
            word = meant_word(typed) or word
            if word in whole:
                return word
        if _REPEATED.search(word):
            for each in (_DRAGGED.sub(r"\1\1", word), "".join(_LETTER.findall(word))):
                if each in whole:
                    return each
        if SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT:
            is_begun = word[:_BEGINNING] in self._beginnings
            return self._near(word, until=len(word) if is_begun else _BEGINNING)
        return None

    def _near(self, word: str, *, until: int) -> str | None:
        """Return a word with a letter doubled, left out or changed round, but for the first."""
        whole = self._whole
        for at in range(1, until):
            before, here, rest = word[:at], word[at], word[at + 1 :]
            if (doubled := before + here + here + rest) in whole:
                return doubled
            if (left_out := before + rest) in whole:
                return left_out
            if rest and (changed_round := before + rest[0] + here + rest[1:]) in whole:
                return changed_round
        return None
