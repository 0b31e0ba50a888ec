"""A person's name in what editors typed, in either script and with or without diacritics.

Wider than what makes names of an article into links: there a wrong guess would be a false link,
here it is a gap in a draft that its editor fills again.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from ethreader.i18n.serbian import LETTERS, PAIRS

GAP = "[…]"  # As where replies quote what was deleted.

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_BETWEEN = re.compile(r"[^\w\n]{1,8}|[^\S\n]*\n[^\S\n]*")
_MARKS = dict.fromkeys(range(0x300, 0x370))
_TO_LATIN = LETTERS | {ord(letter): pair for letter, pair in PAIRS.items()}


class SaidNames:
    """Some names of one person, to be found in texts."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names; one of a single word is found exactly as it is given alone."""
        apart = {tuple(map(folded, _WORD.findall(name))) for name in names}
        self._words = {words for words in apart if len(words) > 1}
        single = (name.strip() for name in names if len(_WORD.findall(name)) == 1)
        self._exact = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in single))

    def is_whole(self, text: str) -> bool:
        """Tell whether a text is one of the names, and nothing else but a slug in brackets."""
        words = tuple(map(folded, _WORD.findall(re.sub(r"\([a-z0-9-]*\)\s*$", "", text))))
        return words in self._words or bool(self._exact.pattern and self._exact.fullmatch(text))

    def is_in(self, text: str) -> bool:
        """Tell whether a text says one of the names."""
        return next(self._found(text), None) is not None

    def taken_out(self, text: str) -> str:
        """Return a text with a gap in the place of each name."""
        for start, end in sorted(self._found(text), reverse=True):
            text = text[:start] + GAP + text[end:]
        return text

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        if self._exact.pattern:
            yield from (found.span() for found in self._exact.finditer(text))
        plain = set(map(folded, set(_WORD.findall(text))))
        sought = [words for words in self._words if plain.issuperset(words)]
        if sought:
            yield from _runs(text, sought)


@lru_cache(maxsize=50_000)  # Versions of one text say the same words.
def folded(word: str) -> str:
    """Return a word in small Latin letters without marks, “dj” as “d”."""
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_TO_LATIN))
    return apart.translate(_MARKS).replace("đ", "d").replace("dj", "d")


def _runs(text: str, sought: list[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    found = list(_WORD.finditer(text))
    plain = [folded(each[0]) for each in found]
    place = 0
    while place < len(found):
        length = next((len(name) for name in sought if _stands(name, plain, place)), 0)
        words = found[place : place + length]
        if length and all(
            _BETWEEN.fullmatch(text, before.end(), after.start())
            for before, after in pairwise(words)
        ):
            yield words[0].start(), words[-1].end()
            place += length
        else:
            place += 1


def _stands(name: tuple[str, ...], plain: list[str], place: int) -> bool:
    return tuple(plain[place : place + len(name)]) == name
