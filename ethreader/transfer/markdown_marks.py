r"""Marks of other programs: readers would see them as they are typed.

They are looked for in the words that are shown, so code and what is escaped with “\\” is let be.
"""

from collections.abc import Iterator

from ethreader.base.late_patterns import late_pattern
from ethreader.transfer.mark_shapes import Mark
from ethreader.transfer.program_marks import SIGNS
from ethreader.transfer.remark_marks import REMARKS

MARKS = (*REMARKS, *SIGNS)
_MARKUP_IN_A_LINE = Mark(
    looks=late_pattern(r"\*\*\S[^*]*\*{0,2}|__\S+__|`\S[^`]*`"),
    sentence="this field is plain text, readers would see the signs; write it without them",
)
_MOST_WORDS = 60


def marks_in(text: str) -> Iterator[tuple[int, Mark, str]]:
    """Yield on which line of a text marks of other programs stand, and how they begin."""
    seen = set()
    for mark in MARKS:
        for found in mark.looks.finditer(text):
            line = text.count("\n", 0, found.start())
            if (line, mark.sentence) not in seen:  # Once a line is enough.
                seen.add((line, mark.sentence))
                yield line, mark, (found[0].strip() or found[0])[:_MOST_WORDS]


def marks_in_line(text: str) -> Iterator[tuple[Mark, str]]:
    """Yield the marks in a field of one line, in which no Markdown is read."""
    for mark in (*(mark for mark in MARKS if mark.in_lines), _MARKUP_IN_A_LINE):
        if found := mark.looks.search(text):
            yield mark, found[0].strip()[:_MOST_WORDS]
