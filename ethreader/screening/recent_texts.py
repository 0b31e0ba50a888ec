"""What was sent in the last days, so that the same text is noticed when it comes again.

A text is remembered as the smallest checksums of its runs of three words: two texts that share
most of them are nearly the same, whatever words were put in, left out or spelt otherwise. They are
in this process's memory alone; nothing of it is stored.
"""

import threading
from array import array
from datetime import date, timedelta
from functools import lru_cache
from math import ceil
from zlib import crc32

from ethreader.base.per_database import PerDatabase
from ethreader.screening.spelling import meant_words

KEPT = timedelta(days=7)
MOST = 4_000  # Texts.
PRINTS = 16  # Of a text.
ALIKE = 0.6  # The share of them that two texts have in common which are nearly the same.
FEWEST_WORDS = 7  # Many people write “Thank you for this evening!”.
LONGEST = 4_000  # Characters that are looked at.

Prints = tuple[int, ...]


@lru_cache(maxsize=32)  # It is asked for before others wait, and again while they do.
def prints_of(text: str) -> Prints:
    """Return what a text is remembered by; nothing where it is short."""
    words = meant_words(text[:LONGEST])
    if len(words) < FEWEST_WORDS:
        return ()
    runs = map(" ".join, zip(words, words[1:], words[2:], strict=False))
    prints = sorted(set(map(crc32, map(str.encode, runs))))
    return tuple(prints[:PRINTS])


def _share(one: Prints, other: Prints) -> float:
    """Return about how much of all runs of two texts is in both; 0 where that is too little."""
    # Whoever shares fewer cannot be alike, whatever each has beside them: most are told here.
    if len(shared := set(one).intersection(other)) < ALIKE * max(len(one), len(other)):
        return 0.0
    smallest = sorted({*one, *other})[:PRINTS]
    return len(shared.intersection(smallest)) / len(smallest)


def _first(prints: Prints) -> Prints:
    """Return so many of the smallest that two texts which are alike share one of them at least."""
    return prints[: len(prints) - ceil(ALIKE * len(prints)) + 1]


def _packed(prints: Prints, sent_on: date) -> bytes:
    """Return what is kept of a text: a tenth of what its numbers are to Python, each by itself."""
    return array("I", (sent_on.toordinal(), *prints)).tobytes()


def _unpacked(kept: bytes) -> tuple[Prints, date]:
    day, *prints = array("I", kept)
    return tuple(prints), date.fromordinal(day)


class RecentTexts:
    """The texts of the last days, by the public ids of their comments."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._known: dict[str, bytes] = {}  # The oldest first.
        # Of each text, only the first ones. The ids, with blanks between them: a print is mostly
        # one text's alone, and a tuple for each would take as much memory again.
        self._with_print: dict[int, str] = {}
        self.last_read = 0  # The number of the latest comment that was read from the database.

    def __len__(self) -> int:
        """Return how many texts are remembered."""
        return len(self._known)

    def add(self, public_id: str, text: str, *, sent_on: date) -> None:
        """Remember a text; one that is remembered already is not remembered twice."""
        prints = prints_of(text)
        with self._guard:
            self._forget_older_than(sent_on - KEPT)
            if not prints or public_id in self._known or self._alike(prints):
                return
            self._known[public_id] = _packed(prints, sent_on)
            for each in _first(prints):
                others = self._with_print.get(each)
                self._with_print[each] = f"{others} {public_id}" if others else public_id

    def has_alike(self, text: str, *, own: str | None = None) -> bool:
        """Tell whether nearly the same was sent before, but in the comment that is `own`."""
        prints = prints_of(text)
        with self._guard:
            return bool(self._alike(prints) - {own})

    def _alike(self, prints: Prints) -> set[str]:
        having = filter(None, map(self._with_print.get, _first(prints)))
        found = set(" ".join(having).split())
        return {each for each in found if _share(prints, self._prints_of(each)) >= ALIKE}

    def _prints_of(self, public_id: str) -> Prints:
        return _unpacked(self._known[public_id])[0]

    def _forget_older_than(self, day: date) -> None:
        while self._known:
            first, kept = next(iter(self._known.items()))
            if _unpacked(kept)[1] >= day and len(self._known) < MOST:
                return
            self._drop(first)

    def _drop(self, public_id: str) -> None:
        for each in _first(self._prints_of(public_id)):
            others = [other for other in self._with_print[each].split() if other != public_id]
            if others:
                self._with_print[each] = " ".join(others)
            else:
                del self._with_print[each]
        del self._known[public_id]


recent_texts = PerDatabase(RecentTexts)
