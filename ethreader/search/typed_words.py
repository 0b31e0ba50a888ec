"""What somebody typed to find something, as it is looked up. There are no signs that mean more."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from ethreader.base.folding import words
from ethreader.search.endings import forms_of

LONGEST = 300  # Characters.
MOST_TERMS = 12
SHORTEST_BEGINNING = 2  # Letters; of one, nearly every word is a beginning.

_QUOTED = regex.compile(r"[\"“”„‟«»](?P<phrase>[^\"“”„‟«»]+)[\"“”„‟«»]|(?P<rest>[^\"“”„‟«»]+)")
_POSSESSIVE = regex.compile(r"(?<=\p{L})['’]s\b", regex.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Term:
    """Words that stand side by side; the last one may be a beginning of a word."""

    words: tuple[str, ...]
    is_beginning: bool = False
    forms: tuple[str, ...] = ()
    """other forms of the word; what stood in quotes is meant as it stands"""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for: all terms; and whether there were more than are looked for."""

    terms: tuple[Term, ...]
    is_cut: bool = False


def wanted(typed: str) -> Wanted:
    """Return what a text looks for: each word, what stands in quotes as it stands there."""
    terms = tuple(dict.fromkeys(_terms(typed)))
    kept = terms[:MOST_TERMS]
    whole = (replace(term, is_beginning=False) for term in kept[:-1])
    return Wanted(terms=(*dict.fromkeys(whole), *kept[-1:]), is_cut=kept != terms)


def _terms(typed: str) -> Iterator[Term]:
    """Yield each term; a word that may go on is a beginning, as the last one then stays."""
    for found in _QUOTED.finditer(typed):
        if found["phrase"]:
            phrase = tuple(word.folded for word in words(found["phrase"]))
            if phrase:
                yield Term(words=phrase)
        else:
            for word in words(_POSSESSIVE.sub("", found["rest"])):
                is_long = len(word.folded) >= SHORTEST_BEGINNING
                forms = forms_of(word.folded)
                yield Term(words=(word.folded,), is_beginning=is_long, forms=forms)
