"""What was sent in the last days, so that the same text is noticed when it comes again.

A text is remembered as the smallest checksums of its runs of three words: two texts that share
most of them are nearly the same, whatever words were put in, left out or spelt otherwise. They are
in this process's memory alone; nothing of it is stored.
"""

import threading
from collections import OrderedDict
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from math import ceil
from typing import NamedTuple
from weakref import WeakKeyDictionary
from zlib import crc32

from sqlalchemy import Engine

from ethreader.base.db import db
from ethreader.screening.spelling import spelt_words

KEPT = timedelta(days=7)
MOST = 4_000  # Texts.
RUN = 3  # Words.
PRINTS = 16  # Of a text.
ALIKE = 0.6  # The share of them that two texts have in common which are nearly the same.
FEWEST_WORDS = 7  # Many people write “Thank you for this evening!”.
LONGEST = 4_000  # Characters that are looked at.

Prints = tuple[int, ...]


class _Known(NamedTuple):
    """A text that is remembered."""

    prints: Prints
    sent_on: date


@lru_cache(maxsize=32)  # It is asked for before others wait, and again while they do.
def prints_of(text: str) -> Prints:
    """Return what a text is remembered by; nothing where it is short."""
    words = [word.meant for word in spelt_words(text[:LONGEST])]
    if len(words) < FEWEST_WORDS:
        return ()
    runs = {
        crc32(" ".join(words[begin : begin + RUN]).encode())
        for begin in range(len(words) - RUN + 1)
    }
    return tuple(sorted(runs)[:PRINTS])


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


class RecentTexts:
    """The texts of the last days, by the public ids of their comments."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._with_print: dict[int, tuple[str, ...]] = {}  # Of each text, only the first ones.
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
            self._known[public_id] = _Known(prints, sent_on)
            for each in _first(prints):
                self._with_print[each] = *self._with_print.get(each, ()), public_id

    def has_alike(self, text: str, *, own: str | None = None) -> bool:
        """Tell whether nearly the same was sent before, but in the comment that is `own`."""
        prints = prints_of(text)
        with self._guard:
            return bool(self._alike(prints) - {own})

    def _alike(self, prints: Prints) -> set[str]:
        found = set(chain.from_iterable(self._with_print.get(each, ()) for each in _first(prints)))
        return {each for each in found if _share(prints, self._known[each].prints) >= ALIKE}

    def _forget_older_than(self, day: date) -> None:
        while self._known:
            first, known = next(iter(self._known.items()))
            if known.sent_on >= day and len(self._known) < MOST:
                return
            self._drop(first)

    def _drop(self, public_id: str) -> None:
        known = self._known.pop(public_id, None)
        for each in _first(known.prints) if known else ():
            others = tuple(other for other in self._with_print.pop(each) if other != public_id)
            if others:
                self._with_print[each] = others


_recent: WeakKeyDictionary[Engine, RecentTexts] = WeakKeyDictionary()


def recent_texts() -> RecentTexts:
    """Return what this process remembers of the site's comments."""
    return _recent.setdefault(db.engine, RecentTexts())
