r"""Stars and underscores that are meant: around whole words, on one line.

Not those of “Kolleg*innen”, “2*3*4”, “s***”, “snake_case” or “¯\_(ツ)_/¯”, nor footnotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

_SIGNS = re.compile(r"[*_]+|\n")
_RUN = re.compile(r"\*+|_+")
_KINDS = {"*", "_", "**"}
LINK = "\N{OBJECT REPLACEMENT CHARACTER}"  # What stands for each sign of a link.
_MOST_BESIDE = 3  # Signs between a mark and the word that it begins with, or ends with.
# Signs of computers, of mathematics and of faces: right beside a mark, they tell that it is none.
_STRANGE_BEFORE = set("\\/*_#@&%:;.)]")
_STRANGE_AFTER = set("\\/*_#@&%([{")


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One of the two marks around emphasised words."""

    kind: str
    begin: int
    opens: bool

    @property
    def end(self) -> int:
        """Where what follows begins."""
        return self.begin + len(self.kind)


def find_emphasis(text: str) -> list[Mark]:
    """Return the marks of a paragraph that are meant, in pairs that never cross."""
    found: list[Mark] = []
    opened: dict[str, Mark] = {}
    for signs in _SIGNS.finditer(text):
        if signs[0] == "\n":
            opened.clear()
            continue
        can_close, can_open = _ends_words(text, signs), _begins_words(text, signs)
        for mark in _marks(signs):
            begin = opened.get(mark.kind)
            if can_close and begin:
                # What began within it, and has no end, is as typed.
                opened = {kind: each for kind, each in opened.items() if each.begin < begin.begin}
                if _is_meant(mark.kind, text[begin.end : mark.begin]):
                    found += [begin, mark]
            elif can_open:
                opened[mark.kind] = Mark(kind=mark.kind, begin=mark.begin, opens=True)
    return found


def _marks(signs: re.Match[str]) -> Iterator[Mark]:
    """Yield the marks that stand together, if they can be marks at all."""
    runs = list(_RUN.finditer(signs[0]))
    kinds = {each[0] for each in runs}
    if kinds <= _KINDS and len(kinds) == len(runs):
        for each in runs:
            yield Mark(kind=each[0], begin=signs.start() + each.start(), opens=False)


def _is_meant(kind: str, words: str) -> bool:
    is_name = kind == "_" and "_" in words  # “_a_name_” of a computer's.
    return not is_name and any(each.isalpha() or each == LINK for each in words)


def _begins_words(text: str, signs: re.Match[str]) -> bool:
    if not _stands_beside(text[max(0, signs.start() - 1) : signs.start()], strange=_STRANGE_BEFORE):
        return False
    head = text[signs.end() : signs.end() + _MOST_BESIDE + 1]
    may_begin = _no_sign if "_" in signs[0] else _is_before_words
    return _is_word(next((each for each in head if not may_begin(each)), " "))


def _ends_words(text: str, signs: re.Match[str]) -> bool:
    if not _stands_beside(text[signs.end() : signs.end() + 1], strange=_STRANGE_AFTER):
        return False
    tail = text[max(0, signs.start() - _MOST_BESIDE - 1) : signs.start()]
    return _is_word(next((each for each in reversed(tail) if not _is_behind_words(each)), " "))


def _stands_beside(sign: str, *, strange: set[str]) -> bool:
    """Tell whether a sign may stand outside of emphasised words."""
    if not sign or sign.isspace() or sign == LINK:
        return True
    return category(sign)[0] == "P" and sign not in strange


def _is_word(sign: str) -> bool:
    return category(sign)[0] in "LNM" or sign == LINK


def _no_sign(_sign: str) -> bool:
    return False


def _is_before_words(sign: str) -> bool:
    return category(sign) in {"Ps", "Pi", "Pf", "Pd", "Sc"} or sign in "\"'¿¡#@§+"


def _is_behind_words(sign: str) -> bool:
    kind = category(sign)
    is_of_sentence = kind == "Po" and sign not in _STRANGE_AFTER
    return is_of_sentence or kind in {"Pe", "Pi", "Pf", "Sc"} or sign == "%"
