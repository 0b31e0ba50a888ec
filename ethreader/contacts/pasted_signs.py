"""Signs that come along when an email is pasted, and what was meant by them."""

import re
import unicodedata

# Joiners belong to the spelling of some domains: without them it would be somebody else's.
JOINERS = "\u200c\u200d"
# Not between letters of ASCII, though, nor at an end.
STRAY = re.compile(rf"(?:(?<![^\x00-\x7f])[{JOINERS}]+|[{JOINERS}]+(?![^\x00-\x7f]))")

# Nothing is seen of them, though Unicode calls them letters, marks or symbols.
BLANK = {
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0",
    *map(chr, range(0xFE00, 0xFE10)),
    *map(chr, range(0xE0100, 0xE01F0)),
}

# What a keyboard or a program puts in place of a plain sign.
MEANT: dict[int, str | int] = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},  # Full-width letters and signs.
    **dict.fromkeys(map(ord, "\u3002\uff61\ufe52\u2024"), "."),
    0xFE6B: "@",
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
}
SPACES = {"Zs", "Zl", "Zp"}
CONTROLS = "\t\r\n\v\f\x1c\x1d\x1e\x1f\x85"  # That lay out a line.


def as_typed(text: str) -> str:
    """Return a text as a person would type it on a plain keyboard."""
    return STRAY.sub("", "".join(map(_visible, text)).translate(MEANT))


def _visible(character: str) -> str:
    """Return a plain space for any space, and nothing for what is not seen at all."""
    category = unicodedata.category(character)
    if category in SPACES or character in CONTROLS:
        return " "
    is_unseen = category == "Cf" or character in BLANK
    return "" if is_unseen and character not in JOINERS else character
