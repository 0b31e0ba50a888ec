"""Phrases found among the words of a text: all of them at once, in one pass.

Each place of each phrase is a bit of one number (“shift-and”, with gaps as Navarro and Raffinot
have them). A word moves the bits of places that it fits to the next place, so time grows with the
words of the text alone, whatever somebody types.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

BOUND = "."
"""stands in a text where a sentence begins or ends, and in a phrase that begins or ends there"""
WIDEST_GAP = 4  # Words between two places of a phrase,
FAR = WIDEST_GAP + 1  # unless any number of them may stand there, in the same sentence.


class Place(NamedTuple):
    """What may stand at a place of a phrase, and how many other words before it."""

    words: frozenset[str]
    gap: int


class Phrase(NamedTuple):
    """The places of a phrase, and which kind of phrase it is."""

    kind: str
    places: tuple[Place, ...]


class Hit(NamedTuple):
    """A phrase that was found: at which words."""

    kind: str
    words: frozenset[int]


class PhraseSearch:
    """Looks for phrases; `masks` has for each word the places that it fits.

    Phrases of kinds that are `beside` the others say nothing where none of the others is found.
    """

    def __init__(
        self,
        phrases: Iterable[Phrase],
        masks_of: Callable[[Mapping[frozenset[str], int]], Mapping[str, int]],
        *,
        beside: Collection[str] = (),
    ) -> None:
        self._gaps: list[int] = []
        self._kinds: dict[int, str] = {}
        fitting = self._laid_out(phrases)
        self._lasts = _bits(self._kinds)
        self._telling = _bits(at for at, kind in self._kinds.items() if kind not in beside)
        # For the place before a gap, whether it may be so wide.
        self._wide = [
            _bits(at - 1 for at, gap in enumerate(self._gaps) if gap >= width and at)
            for width in range(1, FAR + 1)
        ]
        self.masks = masks_of({words: _bits(places) for words, places in fitting.items()})

    def _laid_out(self, phrases: Iterable[Phrase]) -> Mapping[frozenset[str], list[int]]:
        """Give each place of each phrase a number; return those that words fit."""
        fitting: dict[frozenset[str], list[int]] = defaultdict(list)
        firsts: list[int] = []
        for phrase in phrases:
            firsts.append(len(self._gaps))
            for place in phrase.places:
                fitting[place.words].append(len(self._gaps))
                self._gaps.append(place.gap)
            self._kinds[len(self._gaps) - 1] = phrase.kind
        self._firsts = _bits(firsts)
        return fitting

    def hits(self, words: Sequence[str]) -> Iterator[Hit]:
        """Yield where phrases stand, in the order of their last words."""
        fitting = list(map(self.masks.__getitem__, words))
        if not self._may_be_in(fitting):
            return
        ends = list(self._ends(words, fitting))
        if not any(found & self._telling for _, found in ends):
            return
        for last, found in ends:
            for place in _places(found):
                traced = self._traced_back(words, fitting, place, last) or (last,)
                yield Hit(self._kinds[place], frozenset(traced))

    def _may_be_in(self, fitting: Sequence[int]) -> bool:
        """Tell whether all words of a phrase are there, in any order; mostly they are not."""
        there = reduce(or_, fitting, 0)
        begun, before = there & self._firsts, 0
        while begun != before:
            begun, before = begun | there & begun << 1, begun
        return begun & self._telling != 0

    def _ends(self, words: Sequence[str], fitting: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield for words that end phrases the last places of these."""
        firsts, lasts = self._firsts, self._lasts
        wide1, wide2, wide3, wide4, far = self._wide
        one = two = three = four = five = 0  # What the words before this one fitted,
        any_before = 0  # and what any of this sentence did.
        for at, word in enumerate(words):
            here = fitting[at]
            if here:
                before = (
                    one
                    | two & wide1
                    | three & wide2
                    | four & wide3
                    | five & wide4
                    | any_before & far
                )
                here &= firsts | before << 1
                if found := here & lasts:
                    yield at, found
            if word == BOUND:
                one, two, three, four, five, any_before = here, 0, 0, 0, 0, here
            else:
                one, two, three, four, five = here, one, two, three, four
                any_before |= here

    def _traced_back(
        self, words: Sequence[str], fitting: Sequence[int], place: int, at: int
    ) -> tuple[int, ...] | None:
        """Return the words of a phrase, one of whose places the word `at` fits."""
        own = () if words[at] == BOUND else (at,)
        if self._firsts >> place & 1:
            return own
        gap = self._gaps[place]
        earliest = 0 if gap == FAR else max(at - 1 - gap, 0)
        for before in range(at - 1, earliest - 1, -1):
            if fitting[before] >> (place - 1) & 1:
                others = self._traced_back(words, fitting, place - 1, before)
                if others is not None:
                    return (*others, *own)
            if words[before] == BOUND:
                break
        return None


def _bits(places: Iterable[int]) -> int:
    """Return a number with these bits."""
    chosen = list(places)
    eights = bytearray(max(chosen, default=0) // 8 + 1)
    for place in chosen:
        eights[place // 8] |= 1 << place % 8
    return int.from_bytes(eights, "little")


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
