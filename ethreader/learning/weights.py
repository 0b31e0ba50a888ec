"""What was learned, as numbers; looking a text up in it is plain arithmetic.

Training is done elsewhere, by a library that the site's own processes never load.
"""

import math
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ethreader.learning.features import Looked, number_of_shape, number_of_word, pieces_of

KNOWN_SHARE = 0.5  # Of a text's words; below, it speaks of something else than what was learned.
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
        get = self.by_number.get
        found = [weight for number in looked.numbers if (weight := get(number)) is not None]
        return self.bias + sum(found) / math.sqrt(len(found) or 1)

    def verdict(self, looked: Looked) -> Verdict:
        """Return what a text is taken for; nothing for sure where little of it was ever seen."""
        if not self.knows(looked):
            return Verdict.UNKNOWN
        score = self.score(looked)
        if score >= self.threshold:
            return Verdict.SPAM
        return Verdict.NOT_SPAM if score < min(0.0, self.threshold) else Verdict.UNKNOWN

    def knows(self, looked: Looked) -> bool:
        """Tell whether a text is of the kind that was learned from."""
        words = looked.word_numbers
        if not words:
            return number_of_shape("link") in looked.numbers
        return sum(each in self.by_number for each in words) >= KNOWN_SHARE * len(words)

    def words_for_spam(self, looked: Looked) -> list[str]:
        """Return the words of a text that speak most for spam, as they stand there."""
        told = {word.typed.casefold(): self._weight_of(word.meant) for word in looked.words}
        most = sorted(told, key=lambda word: -told[word])[:REASONS]
        return [word for word in most if told[word] > 0]

    def signs_for_spam(self, looked: Looked) -> list[str]:
        """Return what in the making of a text speaks most for spam, by the filter's own names."""
        told = {sign: self.by_number.get(number_of_shape(sign), 0.0) for sign in looked.shape}
        return [sign for sign in sorted(told, key=lambda sign: -told[sign]) if told[sign] > 0]

    def _weight_of(self, word: str) -> float:
        """Return the weight of a word, with that of its pieces: spelt otherwise, they remain."""
        get = self.by_number.get
        whole = get(number_of_word(word))
        if whole is None:
            return 0.0
        return whole + sum(get(piece, 0.0) for piece in pieces_of(word))


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
