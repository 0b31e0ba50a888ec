"""What a passage is known by when it is compared with others: its words, their pairs and pieces.

Each is a checksum: what was learned of it can be looked up by a text that has it, and the file of
what was learned can be read by nobody for names.
"""

from collections.abc import Iterator, Sequence
from zlib import crc32

from ethreader.screening.phrase_search import BOUND
from ethreader.screening.spelling import folded

VERSION = 2  # To be raised with every change of this file; then learn anew.

PIECES = (2, 3, 4, 5)  # Bytes, which are letters in most words.
STEP = 20  # Words from one passage to the next, at most, and those that a passage has at least.
LONGEST = 45  # Words of a text that is looked at as a whole.

SHORTEST_CODE, FEWEST_DIGITS = 6, 3  # Letters and digits together, and digits among them.

_YEAR, _CENTURIES = "1900", ("19", "20")
_CODE = "a000000"
_WORD = crc32(b"word")
MIXING, ALL_BITS = 0x9E3779B1, 0xFFFFFFFF

Passage = tuple[int, int]
"""the first and the last word of it"""


def spelt(typed: str) -> str:
    """Return a word as it is looked up, in whichever script and however marked.

    A number is looked up by how long it is, and a year as a year: what stands beside “17” is known
    for all numbers of doors. Codes are one word: the letters in them are not pieces of a language.
    """
    word = folded[typed] or typed
    if word.isalpha():  # As most are.
        return word
    if not word.isdigit():
        return _CODE if _is_code(word) else word
    return _YEAR if len(word) == len(_YEAR) and word[:2] in _CENTURIES else "0" * len(word)


def _is_code(word: str) -> bool:
    """Tell whether a word names a booking or a key; “22nd” does not, and no “pa55port”."""
    return len(word) >= SHORTEST_CODE and sum(map(str.isdigit, word)) >= FEWEST_DIGITS


def number_of_word(word: str) -> int:
    """Return the number of a word as it is spelt."""
    return crc32(word.encode(), _WORD)


def number_of_pair(first: int, second: int) -> int:
    """Return the number of two words that follow each other, from the numbers of these."""
    return first * MIXING + second & ALL_BITS


def numbers_of_pieces(word: str) -> list[int]:
    """Return the numbers of the pieces of a word, its beginning and its end among them."""
    whole = f" {word} ".encode()
    return [
        crc32(whole[begin : begin + length])
        for length in PIECES
        for begin in range(len(whole) - length + 1)
    ]


def passages(words: Sequence[str]) -> list[Passage]:
    """Return the parts in which a text is looked at: it as a whole, or a few sentences each."""
    last = len(words) - 1
    if last < LONGEST:
        return [(0, last)]
    starts = list(_starts(words))
    found: list[Passage] = []
    at = 0
    for begin in starts:
        while at < len(starts) and starts[at] - begin < STEP:
            at += 1
        end = starts[at] if at < len(starts) else last
        found.append((begin, end))
        if end == last:
            break
    return found


def _starts(words: Sequence[str]) -> Iterator[int]:
    """Yield where sentences begin, and within long ones some places more."""
    start = -STEP
    for at, word in enumerate(words):
        if word == BOUND or at - start >= STEP:
            yield (start := at)
