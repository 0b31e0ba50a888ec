"""Words of somebody in danger: a threat, a cry for help, stalking, the place where somebody hides.

Two look at each passage of a comment. The phrases of `danger_phrases` say of what kind a danger
is; what was learned from our sentences says how much the passage is like such as tell of danger,
and like what readers usually write. A phrase is believed unless the passage is plainly usual, and
a passage without one is danger where it is plainly like it. All languages are looked for in every
comment: nobody says in which one they write.
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from math import log
from typing import NamedTuple

from ethreader.screening.danger_features import Passage, passages
from ethreader.screening.danger_grammar import phrases
from ethreader.screening.danger_kinds import DangerKind
from ethreader.screening.danger_likeness import likeness
from ethreader.screening.danger_words import WordMasks, read_words
from ethreader.screening.phrase_search import PhraseSearch

NOT = "not"
LONG_AGO = "long ago"
STILL = "still"
PERHAPS = ", perhaps long ago"
MOST_HITS = 300  # Of a text with more of them, the rest says nothing new.

# From which score on a passage is taken for danger; what a phrase adds to it, and what where the
# comment speaks of years ago and of nothing that goes on; and how much more is asked of each
# passage where there are many, of which chance would choose one.
LINE = 0.9
PHRASE = 2.1
PHRASE_LONG_AGO = 0.4
MORE_PASSAGES = 0.3
FEWEST_WORDS = 6  # Its bounds among them; of a shorter text, phrases alone tell.
FEW_WORDS = 11  # They say little: without a phrase, so much more is asked of them.
MORE_OF_FEW = 0.5
MOST_TELLING = 3

_KINDS = {kind.value: kind for kind in DangerKind}
_EXCUSES = (NOT, LONG_AGO, STILL)


class Said(NamedTuple):
    """The kinds of phrases with their last words, and whether it is told as long over."""

    at: list[tuple[str, int]]
    is_over: bool


def is_danger(text: str) -> bool:
    """Tell whether somebody who writes this, or somebody else, may be in danger."""
    words = read_words(text)
    return next(_alarming(words, _said(words)), None) is not None


def dangers_in(text: str) -> tuple[DangerKind, ...]:
    """Return what kinds of danger a text tells of."""
    words = read_words(text)
    said = _said(words)
    found: set[DangerKind] = set()
    for passage in _alarming(words, said):
        found |= _kinds(said, passage) or {DangerKind.ALIKE}
    return tuple(kind for kind in DangerKind if kind in found)


def telling_words(text: str) -> tuple[str, ...]:
    """Return the words that say most where danger is told by what a text is like."""
    words = read_words(text)
    said = _said(words)
    found: dict[str, None] = {}
    for first, last in _alarming(words, said):
        if not _kinds(said, (first, last)):
            found.update(dict.fromkeys(_telling(words[first : last + 1])))
    return tuple(islice(found, MOST_TELLING))


def _kinds(said: Said, passage: Passage) -> set[DangerKind]:
    """Return the kinds of danger that phrases of a passage tell of."""
    first, last = passage
    return {_KINDS[kind.removesuffix(PERHAPS)] for kind, at in said.at if first <= at <= last}


def _alarming(words: list[str], said: Said) -> Iterator[Passage]:
    """Yield the passages that are taken for danger."""
    learned = likeness()  # Read here at the latest, so that `prepare` reads it.
    if len(words) < FEWEST_WORDS:
        if said.at:
            yield 0, len(words) - 1
        return
    parts = passages(words)
    line = LINE + MORE_PASSAGES * log(len(parts))
    if len(words) < FEW_WORDS and not said.at:
        line += MORE_OF_FEW
    phrase = PHRASE_LONG_AGO if said.is_over else PHRASE
    for (first, last), score in zip(parts, learned.scores(words, parts), strict=True):
        is_said = any(first <= at <= last for _, at in said.at)
        if score + phrase * is_said >= line:
            yield first, last


def _said(words: list[str]) -> Said:
    """Return what phrases say, but for what others take back."""
    hits = list(islice(_search().hits(words), MOST_HITS))
    if not hits:
        return Said([], is_over=False)
    excused = frozenset[int]().union(*(hit.words for hit in hits if hit.kind == NOT))
    heard = {hit.kind for hit in hits}
    is_over = LONG_AGO in heard and STILL not in heard
    at = [
        (hit.kind, max(hit.words))
        for hit in hits
        if hit.kind not in _EXCUSES and not (is_over and hit.kind.endswith(PERHAPS))
        if excused.isdisjoint(hit.words)
    ]
    return Said(at, is_over=is_over)


def _telling(words: list[str]) -> list[str]:
    """Return the words of a passage that say most for danger, as they stand there."""
    says = dict(zip(words, likeness().says_of(words), strict=True))
    most = sorted(says, key=lambda word: -says[word])[:MOST_TELLING]
    return [word for word in most if says[word] > 0 and any(map(str.isalnum, word))]


@cache
def _search() -> PhraseSearch:
    return PhraseSearch(phrases(), WordMasks, beside=_EXCUSES)
