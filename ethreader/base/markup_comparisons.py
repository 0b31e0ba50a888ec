"""Lines in which “>” says “more than”: “> 50 % of the people”. A typed sign is never taken away.

A number behind the sign may be quoted as well. Then others of the lines in a row are no numbers, or
the quote stands apart, with own words below: as the button “Quote” leaves it, and as people do.
"""

import re
from collections.abc import Iterator, Sequence

# “> 18”, “>€ 5”, “> ca. 3”, “> ½”; but “> 1999. godine”, “> 5. 4. 2022” are a year and a day.
_MORE = re.compile(
    r"\s*>\s{0,2}(?:(?:ca|cca|etwa|oko|about|око|circa)\.?\s)?(?:[~≈±]\s?|[+−-])?(?:[€$£¥₽]\s?)?"  # noqa: RUF001 - the sign of arithmetic
    r"(?:\d(?!\d{0,3}\.(?:\s|$|\d{1,2}\.))|[½⅓⅔¼¾])"
)
_QUOTED = re.compile(r"\s*>")
# “< 18: yes” on one line, and “> 18: no” on another: all such numbers are compared.
_LESS = re.compile(r"[ \t]*<[ \t]?\d")


def compared_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines of a comment that compare, and quote nothing."""
    if any(map(_LESS.match, lines)):
        return frozenset(number for number, line in enumerate(lines) if _MORE.match(line))
    return frozenset(
        number
        for run in _runs(lines)
        if all(_MORE.match(lines[number]) for number in run) and not _stands_apart(lines, run)
        for number in run
    )


def _runs(lines: Sequence[str]) -> Iterator[range]:
    """Yield the numbers of lines in a row that begin with the sign."""
    begin = None
    for number, line in enumerate([*lines, ""]):
        if _QUOTED.match(line):
            begin = number if begin is None else begin
        elif begin is not None:
            yield range(begin, number)
            begin = None


def _stands_apart(lines: Sequence[str], run: range) -> bool:
    """Tell whether blank lines are around some lines, and words below."""
    around = [*lines[max(run.start - 1, 0) : run.start], *lines[run.stop : run.stop + 1]]
    is_apart = not any(map(str.strip, around))
    return is_apart and any(map(str.strip, lines[run.stop :]))
