"""What the filter knows a text by: numbers of its words, rows and pieces of words, and its shape.

A number is a checksum: what is learned of it can be looked up by a text that has it, and by
nothing else is it readable.
"""

from dataclasses import dataclass
from functools import cached_property
from html import unescape
from zlib import crc32

from ethreader.learning.hosts import closed_up, host_of, links_in, with_hosts_alone
from ethreader.learning.signs import shape_of
from ethreader.screening.spelling import Spelt, spelt_words

# To be raised with every change of what a text is known by: what was learned before is of no use.
VERSION = 2
LONGEST = 400  # Characters that are looked at: the beginning, and as many again of the end.
ROWS = (2, 3)  # Words that follow each other.
PIECES = (3, 5)  # Letters of the pieces of words.

Parts = tuple[frozenset[int], frozenset[int], frozenset[int]]

_WORD, _ROW, _SHAPE = (crc32(kind) for kind in (b"word", b"pair", b"shape"))


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A text as the filter sees it."""

    words: tuple[Spelt, ...]
    hosts: frozenset[str]  # Words of where its links lead.
    shape: tuple[str, ...]
    # The numbers of words, of pieces of words and of shape. Each part has its own say: there are
    # ten times as many pieces as words, and what they say together is not ten times as true.
    parts: Parts

    @cached_property
    def numbers(self) -> frozenset[int]:
        """All that the text is known by."""
        return frozenset().union(*self.parts)


def look_at(text: str) -> Looked:
    """Return what the filter sees of a text."""
    plain = closed_up(unescape(_both_ends(text)))
    links = links_in(plain)
    words = tuple(spelt_words(with_hosts_alone(plain) if links else plain))
    hosts = frozenset(word.meant for link in links for word in spelt_words(host_of(link)))
    meant = [word.meant for word in words]
    shape = tuple(shape_of(plain, links=links, words=meant))
    return Looked(words=words, hosts=hosts, shape=shape, parts=_parts_of(meant, shape))


def _parts_of(words: list[str], shape: tuple[str, ...]) -> Parts:
    of_words = frozenset([*map(number_of_word, words), *_rows(words)])
    return of_words, frozenset(_pieces(words)), frozenset(map(number_of_shape, shape))


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


def _rows(words: list[str]) -> list[int]:
    return [
        crc32(" ".join(words[begin : begin + length]).encode(), _ROW)
        for length in ROWS
        for begin in range(len(words) - length + 1)
    ]


def _pieces(words: list[str]) -> list[int]:
    row = f" {' '.join(words)} ".encode()
    return [
        crc32(row[begin : begin + length])
        for length in PIECES
        for begin in range(len(row) - length + 1)
    ]
