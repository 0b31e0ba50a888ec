"""Cyrillic letters of Serbian, and Latin ones with marks, as plain Latin letters."""

import unicodedata

from ethreader.i18n.serbian import LETTERS, PAIRS
from ethreader.screening.plain_signs import REMEMBERED

_SPELT = {"đ": "dj", "ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i"}  # noqa: RUF001


def plain_letters(text: str) -> str:
    """Return a text in plain Latin letters, capitals where they were."""
    return text if text.isascii() else text.translate(_plain_letter)


class _PlainLetters(dict[int, str]):
    """What a letter is in plain, remembered for those of a few scripts."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        small = letter.lower()
        latin = PAIRS.get(small) or small.translate(LETTERS)
        plain = "".join(_SPELT.get(each) or _without_marks(each) for each in latin)
        if letter != small:
            plain = plain.capitalize()
        if len(self) < REMEMBERED:
            self[code] = plain
        return plain


def _without_marks(letter: str) -> str:
    if letter.isascii() or not letter.isalpha():
        return letter
    parts = unicodedata.normalize("NFD", letter)
    return "".join(each for each in parts if not unicodedata.combining(each))


_plain_letter = _PlainLetters()
