"""What was found out about words, remembered for those that people use again and again.

Single words of letters alone, and few: no number, no email and nothing long stays in the memory,
and what nobody writes any more makes room.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from ethreader.base.late_patterns import late_pattern

Value = TypeVar("Value")

MOST = 5_000  # Words: people use the same few thousand.
LONGEST = 24  # Letters, so that nobody fills the memory with what is no word.

_LETTERS = late_pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class Remembered(dict[str, Value], Generic[Value]):
    """What `find` returns for each word.

    Those that were used of late are in the dictionary itself. When they become too many, they take
    the place of the older ones, of which each comes back that is used again.
    """

    def __init__(self, find: Callable[[str], Value], *, most: int = MOST) -> None:
        super().__init__()
        self._find = find
        self._most_of_late = most // 2
        self._older: dict[str, Value] = {}

    def __missing__(self, word: str) -> Value:
        older = self._older
        value = older[word] if word in older else self._find(word)
        if (word.isalpha() and len(word) <= LONGEST) or _may_stay(word):
            if len(self) >= self._most_of_late:
                self._older = dict(self)
                self.clear()
            self[word] = value
        return value


def _may_stay(word: str) -> bool:
    """Tell of what is not only letters whether it may: a single sign, or a word like “don’t”."""
    return len(word) == 1 or (len(word) <= LONGEST and _LETTERS.fullmatch(word) is not None)
