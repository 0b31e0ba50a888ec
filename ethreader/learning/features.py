"""What the filter knows a text by: numbers of its words, pairs and pieces of words, and its shape.

A number is a checksum: what is learned of it can be looked up by a text that has it, and by
nothing else is it readable.
"""

from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from zlib import crc32

from ethreader.learning.signs import LINK, MAY_HAVE_LINK, host_of, shape_of
from ethreader.screening.spelling import Spelt, spelt_words

# To be raised with every change of what a text is known by: what was learned before is of no use.
VERSION = 1
LONGEST = 500  # Characters that are looked at: the beginning, and as many again of the end.
PIECES = (3, 4, 5)  # Letters of the pieces of words.
_WORD, _PAIR, _SHAPE = (crc32(kind) for kind in (b"word", b"pair", b"shape"))


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A text as the filter sees it."""

    words: tuple[Spelt, ...]
    shape: tuple[str, ...]
    numbers: frozenset[int]

    @property
    def word_numbers(self) -> list[int]:
        """The numbers of its words, in their order."""
        return [number_of_word(word.meant) for word in self.words]


def look_at(text: str) -> Looked:
    """Return what the filter sees of a text."""
    plain = unescape(_both_ends(text))
    links = LINK.findall(plain) if MAY_HAVE_LINK.search(plain) else []
    told = LINK.sub(lambda found: f" {host_of(found[0])} ", plain) if links else plain
    words = tuple(spelt_words(told))
    meant = [word.meant for word in words]
    shape = shape_of(plain, links=len(links), linked=sum(map(len, links)), words=meant)
    numbers = {*map(number_of_word, meant), *_pairs(meant), *_pieces(meant)}
    numbers.update(map(number_of_shape, shape))
    return Looked(words=words, shape=tuple(shape), numbers=frozenset(numbers))


def number_of_word(word: str) -> int:
    """Return the number of a word."""
    return crc32(word.encode(), _WORD)


def number_of_shape(name: str) -> int:
    """Return the number of something in how a text is made."""
    return crc32(name.encode(), _SHAPE)


def pieces_of(word: str) -> list[int]:
    """Return the numbers of the pieces of a word."""
    return _pieces([word])


def _both_ends(text: str) -> str:
    return text if len(text) <= 2 * LONGEST else f"{text[:LONGEST]} {text[-LONGEST:]}"


def _pairs(words: list[str]) -> list[int]:
    return [crc32(f"{a} {b}".encode(), _PAIR) for a, b in pairwise(words)]


def _pieces(words: list[str]) -> list[int]:
    row = f" {' '.join(words)} ".encode()
    return [
        crc32(row[begin : begin + length])
        for length in PIECES
        for begin in range(len(row) - length + 1)
    ]
