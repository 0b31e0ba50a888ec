"""Signs and digits of other widths and scripts, as plain ones."""

import unicodedata

from ethreader.base.late_patterns import late_pattern

REMEMBERED = 5_000  # Nobody fills the memory with all signs that there are.

_KEYS = late_pattern("[\ufe0f\u20e3]")  # What makes a digit a key with a digit.
# A heavy plus, dots of Chinese, and what word processors make of a hyphen.
_SAME = {"\u2795": "+", "\u3002": ".", "\uff61": ".", "\u2010": "-", "\u2012": "-", "\u2212": "-"}


def plain_signs(text: str) -> str:
    """Return a text with plain signs and digits for those of other widths and scripts."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", _KEYS.sub("", text)).translate(_plain_sign)


class _PlainSigns(dict[int, str]):
    """What a sign is in plain, remembered for those of a few scripts."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        plain = _SAME.get(sign) or str(unicodedata.decimal(sign, sign))
        if len(self) < REMEMBERED:
            self[code] = plain
        return plain


_plain_sign = _PlainSigns()
