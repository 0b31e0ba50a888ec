"""Lines of front matter that YAML reads otherwise than their editor meant, or not at all.

Each is told with the line as it should be, and mended for the moment, so that the rest of the file
can be read and all that is wrong is told at once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ethreader.transfer.findings import Finding

_LINE = re.compile(
    r"(?P<indent>\s*)(?P<dash>(?:-\s+)*)(?P<key>\w[\w .-]*?)\s*:(?P<gap>\s+|$)(?P<value>.*)"
)
_ITEM = re.compile(r"(?P<indent>\s*)(?P<dash>(?:-\s+)+)(?P<key>)(?P<gap>)(?P<value>.*)")
_NO_GAP = re.compile(r"(\s*(?:-\s+)*)([A-Za-z_]\w*):(?!//)([^\s:].*)")
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?")
_REMARK = re.compile(r"\s+#\s")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_BEGINS_ODDLY = re.compile(r"[*&!%@`|>,\]}]|[-?:](?:\s|$)|\[\[|\{[{%]")


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What is wrong with one line, and the line as it was probably meant."""

    field: str
    sentence: str
    mended: str


def mend_lines(lines: list[str], *, first: int) -> tuple[list[str], list[Finding]]:
    """Return the lines as they were probably meant, and what was wrong with them."""
    mended, findings = [], []
    block: int | None = None  # How far a text is indented that goes on over several lines.
    for number, line in enumerate(lines, start=first):
        indent = len(line) - len(line.lstrip())
        if block is not None and (indent > block or not line.strip()):
            mended.append(line)
            continue
        block = None
        for slip in _slips(line):
            findings.append(Finding(line=number, field=slip.field, sentence=slip.sentence))
            line = slip.mended  # noqa: PLW2901 - one mend after the other
        match = _LINE.fullmatch(line)
        if match and _BLOCK.fullmatch(match["value"]):
            block = indent + len(match["dash"])
        mended.append(line)
    return mended, findings


def _slips(line: str) -> Iterator[Slip]:
    if not line.strip() or line.lstrip().startswith("#"):
        return
    blanks = line[: len(line) - len(line.lstrip())]
    if blanks.strip(" "):
        line = "  " * len(blanks) + line.lstrip()
        said = "a tab, or another blank than that of the space bar, stands at the line's beginning"
        yield Slip(field="front matter", sentence=f"{said}; indent with spaces", mended=line)
    if (tight := _NO_GAP.fullmatch(line)) and not _LINE.fullmatch(line):
        line = f"{tight[1]}{tight[2]}: {tight[3]}"
        said = f"a space must stand behind the colon; write “{line.strip()}”"
        yield Slip(field=tight[2], sentence=said, mended=line)
    if match := _LINE.fullmatch(line) or _ITEM.fullmatch(line):
        yield from _slips_of_value(match)
    elif (remark := re.search(r"\s#", line)) and not re.search("[\"']", line):
        said = "from “#” on, YAML takes it for a remark and leaves it out; put the whole text in "
        mended = line[: remark.start()]
        yield Slip(field="front matter", sentence=f"{said}quotation marks", mended=mended)


def _slips_of_value(match: re.Match[str]) -> Iterator[Slip]:
    value, head = match["value"].strip(), match[0][: match.start("value")]
    field = match["key"] or "front matter"
    if match["gap"].strip(" \t"):
        head = f"{match['indent']}{match['dash']}{match['key']}: "
        said = "another blank than that of the space bar stands behind the colon; type a space"
        yield Slip(field=field, sentence=said, mended=head + value)
    if not head.endswith((" ", "\t")):
        return
    if (quoted := _QUOTED.match(value)) and _REMARK.match(value, quoted.end()):
        said = "behind its closing quotation mark, YAML takes “#” and the rest for a remark"
        mended = head + quoted[0]
        sentence = f"{said} and leaves it out; write “{mended.strip()}”"
        yield Slip(field=field, sentence=sentence, mended=mended)
    elif problem := _problem(value, is_item=not match["key"]):
        mended = f"{head}{_quoted(value)}"
        sentence = f"{problem}; write “{mended.strip()}”"
        yield Slip(field=field, sentence=sentence, mended=mended)


def _problem(value: str, *, is_item: bool) -> str | None:
    """Return what is wrong with a value as it stands in its line."""
    if not value or _BLOCK.fullmatch(value):
        return None
    if value[0] in "\"'":
        quoted = _QUOTED.match(value)
        goes_on = quoted and value[quoted.end() :].strip()
        return "the text goes on behind its closing quotation mark" if goes_on else None
    if value.startswith("#") or re.search(r"\s#", value):
        return "from “#” on, YAML takes it for a remark and leaves it out"
    if _BEGINS_ODDLY.match(value):
        return f"a value cannot begin with “{value[0]}”, which means something else in YAML"
    if value[0] in "[{" or is_item:
        return None
    if re.search(r":(?:\s|$)", value):
        return "a colon with a blank behind it means a new field in YAML"
    return None


def _quoted(value: str) -> str:
    """Return a value in quotation marks, without those that were meant for the whole of it."""
    quoted = _QUOTED.match(value)
    if quoted and "\\" not in value:
        is_around_all = value[-1] == value[0]
        rest = value[quoted.end() :]
        value = value[1:-1] if is_around_all else quoted[0][1:-1] + rest
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
