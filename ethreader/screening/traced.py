"""A text that was read in another way and still knows where each of its signs came from."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Self

from ethreader.base.late_patterns import late_pattern

Span = tuple[int, int]

MARKS = late_pattern(r"[*`\\]")
_ENTITY = late_pattern(r"&#?\w{1,31};")


@dataclass(frozen=True, kw_only=True)
class Traced:
    """A text, and for each of its signs the part of the typed text that it was read from."""

    text: str
    origins: tuple[Span, ...]

    @classmethod
    def typed(cls, text: str) -> Self:
        """Return a text as it was typed."""
        return cls(text=text, origins=tuple((at, at + 1) for at in range(len(text))))

    def replaced(self, pattern: re.Pattern[str], by: Callable[[str], str]) -> Self:
        """Return the text with something else in the place of what a pattern finds."""
        pieces: list[str] = []
        origins: list[Span] = []
        done = 0
        for found in pattern.finditer(self.text):
            if found.end() == found.start():
                continue
            pieces.append(self.text[done : found.start()])
            origins += self.origins[done : found.start()]
            new = by(found[0])
            pieces.append(new)
            origins += [self.origin_of(found.span())] * len(new)
            done = found.end()
        pieces.append(self.text[done:])
        origins += self.origins[done:]
        return type(self)(text="".join(pieces), origins=tuple(origins))

    def folded(self, fold: Callable[[str], str]) -> Self:
        """Return the text with each sign folded by itself."""
        pieces = [fold(sign) for sign in self.text]
        pairs = zip(pieces, self.origins, strict=True)
        origins = tuple(origin for piece, origin in pairs for _ in piece)
        return type(self)(text="".join(pieces), origins=origins)

    def unmarked(self) -> Self:
        """Return the text as it is read past marks and entities."""
        return self.replaced(MARKS, _nothing).replaced(_ENTITY, unescape)

    def origin_of(self, span: Span) -> Span:
        """Return the part of the typed text that a part of this one was read from."""
        start, end = span
        return self.origins[start][0], self.origins[end - 1][1]


def _nothing(_found: str) -> str:
    return ""
