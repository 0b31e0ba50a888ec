"""Names of who signs in: spellings that people take for one are one."""

import unicodedata

FOLDED_MAX = 200  # Characters: a few signs stand for many letters.


def fold_name(name: str) -> str:
    """Return what tells a name from others, whatever its case, its width and its gaps."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())[:FOLDED_MAX]
