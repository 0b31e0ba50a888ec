"""Serbian text in its other script.

The way from Cyrillic to Latin is sure; the way back is not: “nj” is two letters in “injekcija” and
one in “knjiga”.
"""

LETTERS = str.maketrans("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš")
PAIRS = {"љ": "lj", "њ": "nj", "џ": "dž"}
_CYRILLIC = {latin: letter for letter, latin in LETTERS.items()}
_CYRILLIC |= {ord(chr(each).upper()): ord(chr(to).upper()) for each, to in _CYRILLIC.items()}


def to_latin(text: str) -> str:
    """Return Serbian text in Latin script. What is no Cyrillic letter stays as it is.

    Names in Latin script, URLs, elements and placeholders therefore stay.
    """
    if text.isascii():
        return text
    return "".join(_letter(text, place) for place in range(len(text)))


def spellings(text: str) -> tuple[str, ...]:
    """Return a text as it may be written: as it is, and in the other script of Serbian.

    The way to Cyrillic takes “nj” for one letter, as it is in nearly all names.
    """
    return tuple(dict.fromkeys((text, to_latin(text), to_cyrillic(text))))


def to_cyrillic(text: str) -> str:
    """Return Serbian text in Cyrillic script, with “nj”, “lj” and “dž” as one letter each."""
    for pair, letter in {latin: letter for letter, latin in PAIRS.items()}.items():
        for spelt in (pair, pair.capitalize(), pair.upper()):
            text = text.replace(spelt, letter.upper() if spelt[0].isupper() else letter)
    return text.translate(_CYRILLIC)


def _letter(text: str, place: int) -> str:
    letter = text[place]
    if letter.islower():
        return PAIRS.get(letter) or letter.translate(LETTERS)
    pair = PAIRS.get(letter.lower())
    if pair is None:
        return letter.lower().translate(LETTERS).upper() if letter.isupper() else letter
    return pair.upper() if _is_among_capitals(text, place) else pair.capitalize()


def _is_among_capitals(text: str, place: int) -> bool:
    """Tell ЊУЈОРК (NJUJORK) and КОЊ (KONJ) from Њујорк (Njujork) and a single Њ (Nj)."""
    after, before = text[place + 1 : place + 2], text[:place][-1:]
    return after.isupper() if after.isalpha() else before.isupper()
