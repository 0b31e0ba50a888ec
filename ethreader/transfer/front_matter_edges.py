"""Where the front matter of a file begins and ends, however it was saved."""

from dataclasses import dataclass

from ethreader.transfer.findings import Finding

FIELD = "front matter"
_SHAPE = (
    "put the fields at the top of the file, one a line like “name: Meeting”, between two lines "
    "“---”; the text stands below"
)
_OTHERS = {
    "+++": "this is TOML, as Hugo writes it; write YAML instead: lines like “name: Meeting” "
    "between two lines “---”",
    "{": "this is JSON; write YAML instead: lines like “name: Meeting” between two lines “---”",
    "---": "a word stands behind “---”; the fields must be YAML, and the line “---” alone",
    "%": f"this is a title block of pandoc, which is not read; {_SHAPE}",
}
_DASHES = set("-\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}")


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The lines of a file's head and of its text, and the number of the first of each."""

    head: list[str]
    body: list[str]
    head_line: int
    body_line: int
    findings: list[Finding]


def parts_of(text: str) -> Parts:
    """Return the two parts of a file, with what is wrong about their borders."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    opening = lines[first].strip()
    if lines[first].rstrip() == "---":
        return _between(lines, first, _end(lines, first + 1))
    is_dashes = len(opening) > 1 and set(opening) <= _DASHES
    problem = next((said for sign, said in _OTHERS.items() if opening.startswith(sign)), None)
    if is_dashes:
        end = _end(lines, first + 1)
        said = f"“{opening}” must be three hyphens, “---”; a word processor may have changed them"
        return _between(lines, first, end, _finding(said, first))
    if not text.strip():
        problem = f"the file is empty; {_SHAPE}"
    said = problem or f"the file must begin with a line “---”: {_SHAPE}"
    is_text = problem is None
    return Parts(
        head=[],
        body=lines[first:] if is_text else _after_toml(lines, first),
        head_line=first + 1,
        body_line=first + 1 if is_text else len(lines) - len(_after_toml(lines, first)) + 1,
        findings=[_finding(said, first)],
    )


def _between(lines: list[str], first: int, end: int | None, *findings: Finding) -> Parts:
    if end is None:
        near = [n for n in range(first + 1, len(lines)) if _is_like_border(lines[n])]
        said = "a second line “---” must end the fields"
        if near:
            said += f"; here stands “{lines[near[0]].strip()}”"
        findings = (*findings, _finding(said, near[0] if near else first))
        blank = (n for n in range(first + 1, len(lines)) if not lines[n].strip())
        end = near[0] if near else next(blank, len(lines))
    return Parts(
        head=lines[first + 1 : end],
        body=lines[end + 1 :],
        head_line=first + 2,
        body_line=end + 2,
        findings=list(findings),
    )


def _end(lines: list[str], begin: int) -> int | None:
    return next((n for n in range(begin, len(lines)) if lines[n].rstrip() in {"---", "..."}), None)


def _is_like_border(line: str) -> bool:
    return len(line.strip()) > 1 and set(line.strip()) <= _DASHES


def _after_toml(lines: list[str], first: int) -> list[str]:
    if lines[first].strip() != "+++":
        return []
    ends = [n for n in range(first + 1, len(lines)) if lines[n].rstrip() == "+++"]
    return lines[ends[0] + 1 :] if ends else []


def _finding(sentence: str, number: int) -> Finding:
    return Finding(line=number + 1, field=FIELD, sentence=sentence)
