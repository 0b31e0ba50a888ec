"""Headings, lists, tables and code of an article that would not be shown as they were meant."""

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it.token import Token

from ethreader.transfer.findings import Weight
from ethreader.transfer.markdown_links import Told

_DRAWN = {"mermaid", "dataview", "dataviewjs", "plantuml", "math", "chart", "query"}
_FIELD = re.compile(r"[A-Za-z_][\w-]*:(?: .*)?|[ \t]*- .*")


def block_findings(tokens: list[Token], body: str, *, title: str) -> list[Told]:
    """Return what is wrong with the blocks of a text."""
    lines = body.split("\n")
    return [
        *_headings(tokens, title),
        *_tables(tokens, lines),
        *_code(tokens, lines),
    ]


def _headings(tokens: list[Token], title: str) -> Iterator[Told]:
    for opening, inside in pairwise(tokens):
        if opening.type != "heading_open" or opening.map is None:
            continue
        if inside.content.strip() == title and title:
            said = "this heading repeats the title, which stands above the text anyway; delete it"
            yield opening.map[0], said, Weight.WARNS
        if opening.markup == "-" and all(map(_FIELD.fullmatch, inside.content.split("\n"))):
            said = "fields count at the top of the file alone, readers would see these; delete them"
            yield opening.map[0], said, Weight.REFUSES
        elif opening.markup in {"-", "="} and (
            len(inside.content) > 100 or inside.content.endswith((".", "!", ","))
        ):
            said = f"the line “{opening.markup * 3}” makes a heading of the paragraph above it"
            yield opening.map[0], f"{said}; put a blank line between the two", Weight.WARNS


def _tables(tokens: list[Token], lines: list[str]) -> Iterator[Told]:
    columns = 0
    for token in tokens:
        if token.type == "table_open" and token.map:
            border = lines[token.map[0] + 1]
            columns = len(_cells(border))
            if ":" in border:
                said = "columns are not aligned to the right or the middle; take the colons out"
                yield token.map[0] + 1, said, Weight.WARNS
        elif token.type == "tr_open" and token.map and columns:
            line = token.map[0]
            if line < len(lines) and len(_cells(lines[line])) > columns:
                said = f"this row has more than {columns} columns, the rest would not be seen"
                yield line, f"{said}; give the head as many, or write “\\|”", Weight.REFUSES


def _cells(line: str) -> list[str]:
    bare = re.sub(r"^[\s>]*\|?|\|?\s*$", "", line)
    return re.split(r"(?<!\\)\|", bare)


def _code(tokens: list[Token], lines: list[str]) -> Iterator[Told]:
    for token in tokens:
        if token.map is None or token.type not in {"fence", "code_block"}:
            continue
        first, end = token.map
        if token.type == "code_block":
            said = "four blanks before a line make it code, with its own letters; take them out"
            yield first, said, Weight.WARNS
            continue
        closing = lines[end - 1].lstrip(" >\t").rstrip() if end - 1 > first else ""
        if not closing.startswith(token.markup) or closing.strip(token.markup[0]):
            said = f"“{token.markup}” begins code that is not ended, all below it is taken for code"
            yield first, f"{said}; end it with such a line", Weight.REFUSES
        if token.info.strip().strip("{}").split(" ")[0].lower() in _DRAWN:
            said = f"“{token.info.strip()}” is not drawn, readers would see its source; describe it"
            yield first, said, Weight.REFUSES
