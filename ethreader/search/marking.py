"""The words that were looked for, marked in the text that readers see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from ethreader.base.folding import words
from ethreader.base.typed_words import Wanted, places_of

LOOKED_THROUGH = 60_000  # Characters of a text.
LEAD = 70  # Characters before the first mark of a passage.
LENGTH = 260
_BLANK = " "


@dataclass(frozen=True, kw_only=True)
class _Span:
    start: int
    end: int
    term: int


def marked(text: str, wanted: Wanted) -> Markup:
    """Return a text with what was looked for in `<mark>`."""
    return _marked(text, _spans(text, wanted))


def passage(text: str, wanted: Wanted) -> Markup:
    """Return the part of a text where most of what was looked for stands, or its beginning."""
    spans = _spans(text, wanted)
    start = _best(spans)
    begin = _after_blank(text, max(0, start - LEAD)) if start > LEAD else 0
    end = len(text) if len(text) <= begin + LENGTH else _before_blank(text, begin + LENGTH)
    within = [
        _Span(start=each.start - begin, end=each.end - begin, term=each.term)
        for each in spans
        if begin <= each.start and each.end <= end
    ]
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    return Markup("{}{}{}").format(before, _marked(text[begin:end], within), after)


def count_found(text: str, wanted: Wanted) -> int:
    """Return how many of the terms that were looked for stand in a text."""
    return len({each.term for each in _spans(text, wanted)})


def _marked(text: str, spans: Sequence[_Span]) -> Markup:
    pieces, done = [], 0
    for start, end in _merged(spans):
        pieces += [escape(text[done:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        done = end
    return Markup("").join([*pieces, escape(text[done:])])


def _spans(text: str, wanted: Wanted) -> list[_Span]:
    found = list(words(text[:LOOKED_THROUGH]))
    return sorted(
        (
            _Span(start=start, end=end, term=number)
            for number, term in enumerate(wanted.terms)
            for start, end in places_of(term, found)
        ),
        key=lambda span: (span.start, span.end),
    )


def _merged(spans: Sequence[_Span]) -> Iterator[tuple[int, int]]:
    done = 0
    for each in spans:
        if each.end > done:
            yield max(each.start, done), each.end
            done = each.end


def _best(spans: Sequence[_Span]) -> int:
    """Return where the most different terms stand close together."""
    best, most = 0, 0
    for first, span in enumerate(spans[:200]):
        near = {
            each.term
            for each in spans[first : first + 50]
            if each.end <= span.start + LENGTH - LEAD
        }
        if len(near) > most:
            best, most = span.start, len(near)
    return best


def _after_blank(text: str, place: int) -> int:
    blank = text.find(_BLANK, place, place + LEAD)
    return blank + 1 if blank >= 0 else place


def _before_blank(text: str, place: int) -> int:
    blank = text.rfind(_BLANK, place - LEAD, place)
    return blank if blank >= 0 else place
