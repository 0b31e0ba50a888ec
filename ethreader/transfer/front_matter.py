"""Files of front matter and text: read without guessing, written in one canonical way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from ethreader.transfer.findings import Finding
from ethreader.transfer.front_matter_edges import FIELD, parts_of
from ethreader.transfer.front_matter_slips import mend_lines
from ethreader.transfer.front_matter_values import Values
from ethreader.transfer.yaml_words import in_plain_words

_MOST_REPAIRS = 30


@dataclass(kw_only=True)
class FrontMatter:
    """What a file says: the fields, on which line each stands, the text, and what is wrong."""

    fields: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)  # By place, like speakers.2.role.
    head_line: int = 1
    body: str = ""
    body_line: int = 1
    findings: list[Finding] = field(default_factory=list)
    is_whole: bool = True  # Whether all lines of the head could be read.


class _CanonicalDumper(yaml.SafeDumper):
    """YAML with lists indented below their key, and quotes only where they are needed.

    A day needs none: it is read as text here, and as a day elsewhere.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own form
        first: [(tag, shape) for tag, shape in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def split(text: str) -> FrontMatter:
    """Read a file. The text is all below the front matter, without the blank lines around it."""
    parts = parts_of(text)
    body = "\n".join(parts.body)
    blank = len(body) - len(body.lstrip("\n"))
    read = FrontMatter(
        head_line=max(parts.head_line - 1, 1),
        body=body.strip("\n") if body.strip() else "",
        body_line=parts.body_line + blank,
        findings=list(parts.findings),
    )
    head, slips = mend_lines(parts.head, first=parts.head_line)
    read.findings += slips
    if parts.head:
        _read_fields(read, head, first=parts.head_line)
    read.is_whole = read.is_whole and not parts.findings
    return read


def _read_fields(read: FrontMatter, lines: list[str], *, first: int) -> None:
    """Read the fields; a line that cannot be read is told and taken out, and all read again."""
    for _ in range(_MOST_REPAIRS):
        values = Values(first=first)
        try:
            read.fields = values.read("\n".join(lines) + "\n")
        except yaml.MarkedYAMLError as problem:
            words, mark = in_plain_words(problem)
            number = min(mark.line if mark else 0, len(lines) - 1)
            _miss(read, words, line=first + number)
            if not lines[number].strip():
                return
            lines[number] = ""
        except yaml.reader.ReaderError as problem:
            said = f"a character stands here that cannot be seen (U+{problem.character:04X})"
            line = first + "\n".join(lines)[: problem.position].count("\n")
            _miss(read, f"{said}; delete it", line=line)
            return
        except RecursionError:
            said = "brackets stand within brackets without end; write lists one item a line"
            _miss(read, said, line=first)
            return
        else:
            _keep(read, values)
            return


def _miss(read: FrontMatter, sentence: str, *, line: int) -> None:
    """Tell of a part that cannot be read."""
    read.is_whole = False
    read.findings.append(Finding(line=line, field=FIELD, sentence=sentence))


def _keep(read: FrontMatter, values: Values) -> None:
    read.lines = values.lines
    read.findings += values.findings
    if not (read.fields or read.findings):
        said = "there are no fields between the two lines “---”; docs/content.md lists them"
        read.findings.append(Finding(line=read.head_line, field=FIELD, sentence=said))


def join(fields: Mapping[str, Any], body: str) -> str:
    """Return a file in the canonical form; `split` reads the same back."""
    head = yaml.dump(
        dict(fields),
        Dumper=_CanonicalDumper,
        allow_unicode=True,
        sort_keys=False,
        width=100_000,  # One line for one value: line breaks inside would read as spaces.
    )
    return f"---\n{head}---\n\n{body}\n" if body else f"---\n{head}---\n"
