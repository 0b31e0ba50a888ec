"""How much a passage is like those that tell of danger, by what was learned from our sentences.

`danger_learned.bin` is made by `python -m tests.screening.learn_danger` from the sentences of
`tests/screening/sentences`. Looking a passage up in it is plain arithmetic: what its words, their
pairs and their pieces say, each kind divided by the root of how many there are.
"""

import struct
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from ethreader.screening.danger_features import (
    ALL_BITS,
    MIXING,
    Passage,
    number_of_word,
    numbers_of_pieces,
    spelt,
)
from ethreader.screening.remembered import Remembered

FILE = Path(__file__).with_name("danger_learned.bin")
UNIT = 1_000  # Weights are stored as whole numbers of thousandths.
DIGEST_LENGTH = 16  # Bytes of the digest of the sentences, with which the file begins.
LOWER_BITS = 16  # Of a number; few of what was learned have the same ones above them.
MOST_OF_TWO_BYTES = 0xFFFF
HEAD = struct.Struct("<IIi")

Weights = tuple[Sequence[int], Sequence[int]]
"""numbers, and for each its weight in thousandths"""
ByNumber = Mapping[int, float]


class Say(NamedTuple):
    """What is known of a word: its number, what it and its pieces say, and how many these are."""

    number: int
    own: float
    pieces: float
    length: int


class Likeness:
    """Weights by number, and what they say of passages."""

    def __init__(self, *, single: Weights, pairs: Weights, bias: float) -> None:
        self._says = _Says(single)
        self._pairs = dict(zip(*pairs, strict=True))
        self._bias = bias

    def scores(self, words: Sequence[str], passages: Sequence[Passage]) -> list[float]:
        """Return how much each passage is like those of danger: above 0, likelier so than not."""
        numbers, own, pieces, lengths = zip(*map(self._says.__getitem__, words), strict=True)
        get = self._pairs.get
        pairs = [get(first * MIXING + second & ALL_BITS, 0) for first, second in pairwise(numbers)]
        return [
            self._bias
            + (
                sum(own[begin : end + 1]) / sqrt(end + 1 - begin)
                + sum(pairs[begin:end]) / sqrt(end - begin or 1)
                + sum(pieces[begin : end + 1]) / sqrt(sum(lengths[begin : end + 1]) or 1)
            )
            / UNIT
            for begin, end in passages
        ]

    def says_of(self, words: Sequence[str]) -> list[float]:
        """Return what each word of a passage adds to its score."""
        says = list(map(self._says.__getitem__, words))
        count = sqrt(sum(say.length for say in says) or 1)
        return [say.own / sqrt(len(words)) + say.pieces / count for say in says]


class _Says(Remembered[Say]):
    """What is known of the words that were met."""

    def __init__(self, weights: Weights) -> None:
        super().__init__(self._say_of)
        self._numbers, self._values = weights
        # Where the numbers begin that have the same upper bits: right before each one looked for.
        counts = Counter(number >> LOWER_BITS for number in self._numbers)
        upper = range(-1, ALL_BITS >> LOWER_BITS)
        self._begins = array(
            "H" if len(self._numbers) <= MOST_OF_TWO_BYTES else "I",
            accumulate(map(counts.__getitem__, upper)),
        )

    def _say_of(self, typed: str) -> Say:
        word = spelt(typed)
        number = number_of_word(word)
        own, *pieces = self._weights([number, *numbers_of_pieces(word)])
        return Say(number, own, sum(pieces), len(pieces))

    def _weights(self, looked_for: Iterable[int]) -> list[int]:
        """Return what each number weighs: nothing where it is not known."""
        numbers, values, begins = self._numbers, self._values, self._begins
        weights = []
        for number in looked_for:
            at = begins[number >> LOWER_BITS]
            while (known := numbers[at]) < number:
                at += 1
            weights.append(values[at] if known == number else 0)
        return weights


@cache
def likeness() -> Likeness:
    """Return what was learned."""
    return unpacked(FILE.read_bytes())


def unpacked(stored: bytes) -> Likeness:
    """Return what a file says: how many single weights and pairs there are, the bias, and these."""
    row = zlib.decompress(stored[DIGEST_LENGTH:])
    singles, pairs, bias = HEAD.unpack_from(row)
    numbers = struct.unpack_from(f"<{singles + pairs}I", row, HEAD.size)
    values = struct.unpack_from(f"<{singles + pairs}h", row, HEAD.size + 4 * (singles + pairs))
    return Likeness(
        # The last one is no number that is looked for, so that a search ends before the end.
        single=(array("I", [*numbers[:singles], ALL_BITS]), array("h", [*values[:singles], 0])),
        pairs=(numbers[singles:], values[singles:]),
        bias=bias / UNIT,
    )


def packed(single: ByNumber, pairs: ByNumber, *, bias: float, digest: bytes) -> bytes:
    """Return weights as the file has them."""
    numbers = sorted(single) + sorted(pairs)
    both = {**pairs, **single}
    values = [round(UNIT * both[number]) for number in numbers]
    head = HEAD.pack(len(single), len(pairs), round(UNIT * bias))
    count = len(numbers)
    return digest + zlib.compress(head + struct.pack(f"<{count}I{count}h", *numbers, *values), 9)
