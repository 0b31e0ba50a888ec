"""Serbian text in its other script.

The way from Cyrillic to Latin is sure; the way back is not: “nj” is two letters in “injekcija” and
one in “knjiga”.
"""

LETTERS = str.maketrans("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš")
PAIRS = {"љ": "lj", "њ": "nj", "џ": "dž"}


def to_latin(text: str) -> str:
    """Return Serbian text in Latin script. What is no Cyrillic letter stays as it is.

    Names in Latin script, URLs, elements and placeholders therefore stay.
    """
    return "".join(_letter(text, place) for place in range(len(text)))


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
