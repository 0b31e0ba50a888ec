"""What was learned, as numbers; looking a text up in it is plain arithmetic.

Training is done elsewhere, by a library that the site's own processes never load.
"""

import math
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ethreader.learning.features import Looked, number_of_shape, number_of_word, pieces_of
from ethreader.learning.signs import KINDS

KNOWN_SHARE = 0.4  # Of a text's words; below, it speaks of something else than what was learned.
REASONS = 3


class Verdict(StrEnum):
    """What the filter makes of a text."""

    SPAM = "spam"
    NOT_SPAM = "not-spam"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each feature speaks for spam, and from which sum on a text is taken for it."""

    by_number: Mapping[int, float] = field(repr=False)
    bias: float
    threshold: float

    def score(self, looked: Looked) -> float:
        """Return how much a text looks like spam: above 0 it is likelier spam than not."""
        found = map(self._found, looked.parts)
        return self.bias + sum(sum(each) / math.sqrt(len(each) or 1) for each in found)

    def verdict(self, looked: Looked) -> Verdict:
        """Return what a text is taken for; nothing for sure where little of it was ever seen."""
        if not self.knows(looked):
            return Verdict.UNKNOWN
        score = self.score(looked)
        if score >= self.threshold:
            return Verdict.SPAM
        return Verdict.NOT_SPAM if score < min(0.0, self.threshold) else Verdict.UNKNOWN

    def knows(self, looked: Looked) -> bool:
        """Tell whether a text is of the kind that was learned from.

        Advertising leads to ever new hosts, so that words of a link need not have been met.
        """
        met = sum(number_of_word(word.meant) in self.by_number for word in looked.words)
        new = sum(
            number_of_word(word.meant) not in self.by_number
            for word in looked.words
            if word.meant not in looked.hosts
        )
        return met > 0 and met >= KNOWN_SHARE * (met + new)

    def words_for_spam(self, looked: Looked) -> list[str]:
        """Return the words of a text that speak most for spam, as they stand there."""
        shares = [1 / math.sqrt(len(self._found(part)) or 1) for part in looked.parts]
        told = {
            word.typed.casefold(): self._say_of(word.meant, shares=shares) for word in looked.words
        }
        most = sorted(told, key=lambda word: -told[word])[:REASONS]
        return [word for word in most if told[word] > 0]

    def signs_for_spam(self, looked: Looked) -> list[str]:
        """Return what in the making of a text speaks most for spam, by the filter's own names."""
        told = {sign: self.by_number.get(number_of_shape(sign), 0.0) for sign in looked.shape}
        return [sign for sign in sorted(told, key=lambda sign: -told[sign]) if told[sign] > 0]

    def _found(self, numbers: Iterable[int]) -> list[float]:
        """Return the weights of those numbers that were learned."""
        get = self.by_number.get
        return [weight for number in numbers if (weight := get(number)) is not None]

    def _say_of(self, word: str, *, shares: Sequence[float]) -> float:
        """Return what a word adds to a score: by itself, by its pieces, and as one of its kinds."""
        kinds = map(number_of_shape, KINDS.get(word, ()))
        said = ([number_of_word(word)], pieces_of(word), kinds)
        if not self._found(said[0]):
            return 0.0
        sums = [sum(self._found(numbers)) for numbers in said]
        return sum(a * b for a, b in zip(sums, shares, strict=True))


def packed(by_number: Mapping[int, float]) -> bytes:
    """Return weights as they are stored."""
    count = len(by_number)
    row = struct.pack(f"<{count}I{count}f", *by_number.keys(), *by_number.values())
    return zlib.compress(row)


def unpacked(stored: bytes) -> dict[int, float]:
    """Return weights that were stored."""
    row = zlib.decompress(stored)
    count = len(row) // 8
    values = struct.unpack(f"<{count}I{count}f", row)
    return dict(zip(values[:count], values[count:], strict=True))
