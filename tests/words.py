"""Words and texts that no other text of a run has."""

import random
import secrets
from itertools import accumulate

LETTERS = str.maketrans("0123456789", "ghijklmnop")
USUAL = 3_000  # Words that people use again and again; the first far more often than the last.
NEW = 6  # One word in so many is a name, a slip or a rare word.

_usual = random.Random(1)
_WORDS = ["".join(_usual.choices("ghijklmnop", k=_usual.randint(3, 9))) for _ in range(USUAL)]
_WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(USUAL)))


def new_word() -> str:
    """Return a word of letters alone: digits could be taken for a phone number."""
    return secrets.token_hex(8).translate(LETTERS)


def new_text(words: int) -> str:
    """Return a text as people write them: most of its words are in others too, in no such order."""
    usual = random.choices(_WORDS, cum_weights=_WEIGHTS, k=words)
    usual[::NEW] = [new_word()[:8] for _ in usual[::NEW]]
    return " ".join(usual)
