"""Words of somebody in danger: a threat, a cry for help, stalking, the place where somebody hides.

The phrases are files of plain text in `danger_phrases`, one of each language. All of them are
looked for in every comment: nobody says in which language they write.
"""

from functools import cache
from itertools import islice

from ethreader.screening.danger_grammar import phrases
from ethreader.screening.danger_kinds import DangerKind
from ethreader.screening.danger_words import WordMasks, read_words
from ethreader.screening.phrase_search import PhraseSearch

NOT = "not"
LONG_AGO = "long ago"
STILL = "still"
PERHAPS = ", perhaps long ago"
MOST_HITS = 300  # Of a text with more of them, the rest says nothing new.

_KINDS = {kind.value: kind for kind in DangerKind}
_EXCUSES = (NOT, LONG_AGO, STILL)


def is_danger(text: str) -> bool:
    """Tell whether somebody who writes this, or somebody else, may be in danger."""
    return bool(dangers_in(text))


def dangers_in(text: str) -> tuple[DangerKind, ...]:
    """Return what kinds of danger a text tells of."""
    hits = list(islice(_search().hits(read_words(text)), MOST_HITS))
    if not any(hit.kind not in _EXCUSES for hit in hits):
        return ()
    excused = frozenset[int]().union(*(hit.words for hit in hits if hit.kind == NOT))
    heard = {hit.kind for hit in hits}
    is_over = LONG_AGO in heard and STILL not in heard
    found = {
        _KINDS[hit.kind.removesuffix(PERHAPS)]
        for hit in hits
        if hit.kind not in _EXCUSES and not (is_over and hit.kind.endswith(PERHAPS))
        if excused.isdisjoint(hit.words)
    }
    return tuple(kind for kind in DangerKind if kind in found)


@cache
def _search() -> PhraseSearch:
    return PhraseSearch(phrases(), WordMasks)
