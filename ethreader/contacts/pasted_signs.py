"""Signs that come along when an email is pasted, and what was meant by them."""

import re
import unicodedata

from ethreader.base.invisible import is_unseen

# Joiners belong to the spelling of some domains: without them it would be somebody else's.
JOINERS = "\u200c\u200d"
# Not between letters of ASCII, though, nor at an end.
STRAY = re.compile(rf"(?:(?<![^\x00-\x7f])[{JOINERS}]+|[{JOINERS}]+(?![^\x00-\x7f]))")

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
    if unicodedata.category(character) in SPACES or character in CONTROLS:
        return " "
    return "" if is_unseen(character) and character not in JOINERS else character
