"""Whether a text names somebody whose name is protected: told by keyed digests of its words.

A name is read in both scripts, with and without marks, in any order of its words and in the cases
of Serbian and German: “Ани Петровић” is “Petrović, Ana”.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from ethreader.base.late_patterns import late_pattern
from ethreader.screening.plain_letters import plain_letters
from ethreader.screening.plain_signs import plain_signs

LONGEST = 5  # Words of a name.
PURPOSE = b"protected names"

_WORD = late_pattern(r"[a-z]+")
_APOSTROPHES = late_pattern(r"['’]")
# Letters that are written in more than one way.
_SAME = late_pattern(r"dj|ae|oe|ue|ch|sh|zh|(.)\1")
_WRITTEN = {"dj": "d", "ae": "a", "oe": "o", "ue": "u", "ch": "c", "sh": "s", "zh": "z"}
_CASE = late_pattern(r"(?<=..)(?:om|em|og|oj|im|ama|[aeiou])?s?$")


@dataclass(frozen=True, kw_only=True)
class Protected:
    """The digests of protected names, by how many words they have, and their key."""

    key: bytes = field(default=b"", repr=False)
    digests: frozenset[str] = frozenset()
    sizes: tuple[int, ...] = ()

    @classmethod
    def known_to(cls, secret: str, rows: list[tuple[str, int, str]]) -> Self:
        """Return those of some rows (digest, words, mark of the key) that a secret can tell."""
        key = key_of(secret)
        own = [(digest, words) for digest, words, mark in rows if mark == mark_of(key)]
        sizes = tuple(sorted({words for _, words in own}))
        return cls(key=key, digests=frozenset(digest for digest, _ in own), sizes=sizes)

    def are_named_in(self, text: str) -> bool:
        """Tell whether a text names one of them."""
        if not self.digests:
            return False
        words = words_of(text)
        return any(digest_of(run, key=self.key) in self.digests for run in self._runs(words))

    def _runs(self, words: list[str]) -> Iterator[list[str]]:
        for size in self.sizes:
            for begin in range(len(words) - size + 1):
                yield words[begin : begin + size]


def words_of(text: str) -> list[str]:
    """Return the words of a text without what differs from one spelling or case to another."""
    plain = _APOSTROPHES.sub("", plain_letters(plain_signs(text)).lower())
    return [_stem(word) for word in _WORD.findall(plain)]


def digest_of(words: list[str], *, key: bytes) -> str:
    """Return what is stored of a name: the order of its words is none of it."""
    return hashlib.blake2b(" ".join(sorted(words)).encode(), digest_size=16, key=key).hexdigest()


def key_of(secret: str) -> bytes:
    """Return the key of the digests."""
    return hashlib.blake2b(secret.encode(), digest_size=32, person=PURPOSE).digest()


def mark_of(key: bytes) -> str:
    """Return what tells one key from another, and nothing else of it."""
    return hashlib.blake2b(b"mark", digest_size=4, key=key).hexdigest()


def _stem(word: str) -> str:
    same = _SAME.sub(lambda found: _WRITTEN.get(found[0], found[0][0]), word)
    return _CASE.sub("", same, count=1)
