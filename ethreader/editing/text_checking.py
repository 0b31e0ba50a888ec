"""What readers would not see of a text as it was typed: files and forms are read alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from ethreader.base.field_problems import FieldProblem
from ethreader.base.markup import article_html
from ethreader.i18n.texts import gettext
from ethreader.transfer.findings import Weight
from ethreader.transfer.markdown_reading import WrittenText

LONGEST = 60  # Of a line that is quoted.


@dataclass(frozen=True, kw_only=True)
class LineToLookAt:
    """A line of a text that is not shown as it was typed, or is not finished."""

    number: int
    words: str
    is_refused: bool  # No file may say it either.


def lines_to_look_at(text: str) -> list[LineToLookAt]:
    """Return the lines that an editor should look at again, each once."""
    text = text.replace("\r\n", "\n").strip("\n")
    found = WrittenText(text, html=article_html(text), first=1).findings(title="")
    refused = {each.line for each in found if each.weight is Weight.REFUSES}
    numbers = sorted({each.line for each in found if each.line is not None})
    lines = text.split("\n")
    return [
        LineToLookAt(number=number, words=_cut(lines[number - 1]), is_refused=number in refused)
        for number in numbers
    ]


def problems_of_text(field: str, text: str) -> Iterator[FieldProblem]:
    """Yield what keeps a text from being published."""
    refused = [each for each in lines_to_look_at(text) if each.is_refused]
    if refused:
        reason = gettext(
            "readers would not see these lines as they are written: %(lines)s. Write plain "
            "words, and use the buttons above and below the text for everything else",
            lines="; ".join(f"{each.number}: “{each.words}”" for each in refused),
        )
        yield FieldProblem(field=field, reason=reason)


def _cut(line: str) -> str:
    line = line.strip()
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
