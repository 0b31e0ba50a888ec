"""What somebody typed to find something, as it is looked up. There are no signs that mean more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from ethreader.base.endings import forms_of
from ethreader.base.folding import Word, words

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
    terms = tuple(dict.fromkeys(terms_of(typed)))
    kept = terms[:MOST_TERMS]
    whole = (replace(term, is_beginning=False) for term in kept[:-1])
    last = map(_with_other_forms, kept[-1:])
    return Wanted(terms=(*dict.fromkeys(whole), *last), is_cut=kept != terms)


def _with_other_forms(term: Term) -> Term:
    """Leave out the forms that the beginning of a word finds by itself."""
    if not term.is_beginning:
        return term
    [beginning] = term.words
    others = tuple(form for form in term.forms if not form.startswith(beginning))
    return replace(term, forms=others)


def terms_of(typed: str) -> Iterator[Term]:
    """Yield each term; a word that may go on is a beginning."""
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


def places_of(term: Term, found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield where a term begins and ends among the words of a text."""
    *whole, last = term.words
    ends = {last, *term.forms}
    for first in range(len(found) - len(whole)):
        end = found[first + len(whole)]
        is_last = end.folded in ends or (term.is_beginning and end.folded.startswith(last))
        if is_last and all(found[first + place].folded == word for place, word in enumerate(whole)):
            yield found[first].start, end.end
