"""What of a name stands where a portrait is missing."""

import re

_WORD = re.compile(r"[^\W\d_]+")


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name, titles left out."""
    plain = re.sub(r"\([^)]*\)|\b\w+\.", " ", name.partition(",")[0])
    words = _WORD.findall(plain) or _WORD.findall(name)
    return "".join(word[0].upper() for word in (*words[:1], *words[1:][-1:]))
