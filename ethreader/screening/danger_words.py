"""The words of a text as danger is looked for among them, however they are spelt."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_

from ethreader.base.folding import fold
from ethreader.base.late_patterns import late_pattern
from ethreader.screening.phrase_search import BOUND
from ethreader.screening.plain_signs import plain_signs
from ethreader.screening.spelling import letters_together, meant_word

ANY_ENDING = "*"
REMEMBERED = 4_000  # Words; people use the same few thousand again and again.
SHORTEST_MISSPELT, LONGEST_MISSPELT = 6, 16  # Letters: shorter words are too like each other.
_SHORTEST_STEM = 2
_BEGINNING = 4  # Letters.

WEAPONS = "🔪🗡🔫💣⚰🪓🩸☠"
"""signs that are words"""

# Apostrophes, the signs of “p@ssport”, and what nobody sees, in the midst of a word.
_WORD_OR_BOUND = late_pattern(
    r"\w(?:[\w'’‘`´@$*\u00ad\u200b-\u200f\u2060\ufeff]*\w)?|[.!?;:…\n]"  # noqa: RUF001
    rf"|[{WEAPONS}]"
)
_ALSO_WORDS = frozenset(WEAPONS + "_")
_REPEATED = late_pattern(r"(.)\1+")


def read_words(text: str) -> list[str]:
    """Return the words of a text in small letters, and where its sentences begin and end."""
    words = [BOUND]
    for word in _WORD_OR_BOUND.findall(letters_together(plain_signs(text)).lower()):
        if word[0].isalnum() or word[0] in _ALSO_WORDS:
            words.append(word)
        elif words[-1] != BOUND:
            words.append(BOUND)
    if words[-1] != BOUND:
        words.append(BOUND)
    return words


class WordMasks(dict[str, int]):
    """What each typed word fits: the bits of all sets of words that it is among."""

    def __init__(self, sets: Mapping[frozenset[str], int]) -> None:
        super().__init__()
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, list[int]] = defaultdict(list)
        for words, bits in sets.items():
            for word in words:
                if word.endswith(ANY_ENDING):
                    self._stems[word[: -len(ANY_ENDING)]].append(bits)
                else:
                    self._whole[word].append(bits)
        # What begins like no word is none with a letter wrong further on: most names, and noise.
        self._beginnings = {word[:_BEGINNING] for word in self._whole}
        self._shared: dict[int, int] = {}  # One number for all words that fit the same.

    def __missing__(self, typed: str) -> int:
        bits = self._bits_of(typed)
        bits = self._shared.setdefault(bits, bits)
        if len(self) >= REMEMBERED:
            self.clear()  # So that nobody fills it for good with words that nobody uses.
        self[typed] = bits
        return bits

    def _bits_of(self, typed: str) -> int:
        """Return what a word fits as it is spelt; if nothing, as it was meant to be spelt."""
        if typed == BOUND or typed in WEAPONS:
            return self._together(self._whole[typed])
        word = fold(typed)
        bits = self._together(self._sets_with(word))
        if bits or word.isdigit():
            return bits
        meant = next((each for each in self._meant(typed, word) if each in self._whole), None)
        return self._together(self._whole[meant]) if meant else 0

    def _sets_with(self, word: str) -> Iterator[int]:
        yield from self._whole.get(word, ())
        for length in range(_SHORTEST_STEM, len(word) + 1):
            yield from self._stems.get(word[:length], ())

    def _meant(self, typed: str, word: str) -> Iterator[str]:
        """Yield what a word may have been meant to be: in disguise, dragged out or misspelt."""
        if not (typed.isascii() and typed.isalpha()):
            yield (word := meant_word(typed) or word)
        if _REPEATED.search(word):
            yield _REPEATED.sub(r"\1\1", word)
            yield _REPEATED.sub(r"\1", word)
        if SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT:
            is_begun = word[:_BEGINNING] in self._beginnings
            yield from _near(word, until=len(word) if is_begun else _BEGINNING)

    @staticmethod
    def _together(sets: Iterable[int]) -> int:
        return reduce(or_, sets, 0)


def _near(word: str, *, until: int) -> Iterator[str]:
    """Yield a word with a letter doubled, two changed round or one left out, but for the first."""
    for at in range(1, until):
        before, here, rest = word[:at], word[at], word[at + 1 :]
        yield before + here + here + rest
        yield before + rest
        if rest:
            yield before + rest[0] + here + rest[1:]
