"""Paragraphs and quotes of a comment, line by line, as the tokens that markdown-it renders.

Nothing else is a block: a number, a dash or a star at the beginning of a line is what its writer
typed, and so are lines of signs and lines that are set in.
"""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from ethreader.base.markup_comparisons import compared_lines
from ethreader.base.markup_inline import inline_tokens

DEEPEST = 20  # Quotes within quotes. What has more marks is no quote, but a game.

# Marks that begin a quote: before a blank, before words, or alone. Not “>18”, “>:(” or “>_<”.
# Nor behind a wide margin, where arrows are drawn; nor the fish “>(((º>”.
_MARKS = re.compile(r"""\s{0,3}(>++)(?=\s|$|(?![DPX]\b)["'„“”’«»…*_(\[¿¡]{0,3}[^\W\d_ºª])\s?""")
# Quotation marks in the place of » and «: “>>No<<, she said”. And the face of a cat: “> ^ <”.
_GUILLEMETS = re.compile(
    r"\s*(>\s(?:[^\w<>]|_)+<\W*$|>{1,2}(?![\s>])[^<>]*[^\s<>]<{1,2}(?!\w)|>>\s[^<>]*<<)"
)


def block_tokens(text: str) -> list[Token]:
    """Return the tokens of a whole comment."""
    lines = text.split("\n")
    compared = compared_lines(lines)
    blocks = _Blocks()
    for number, line in enumerate(lines):
        if number in compared:
            blocks.take(line, depth=0)
        else:
            blocks.read(line)
    blocks.go_to(0)
    return blocks.tokens


class _Blocks:
    """What was read so far: how deep within quotes, and the paragraph that goes on."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self._depth = 0
        self._lines: list[str] = []

    def read(self, line: str) -> None:
        """Add one line: own words right below a quote are no part of it."""
        depth, words = _read(line)
        if words.strip():
            self.take(words, depth=depth)
        elif depth and not self._depth:  # A “>” that nothing follows is a sign.
            self.take(line, depth=0)
        else:
            self.go_to(min(depth, self._depth))

    def take(self, words: str, *, depth: int) -> None:
        """Add the words of one line, as deep within quotes as that."""
        if depth != self._depth:
            self.go_to(depth)
        self._lines.append(words)

    def go_to(self, depth: int) -> None:
        """End the paragraph, and go on as deep within quotes as that."""
        if self._lines:
            line = Token("inline", "", 0, children=inline_tokens("\n".join(self._lines)))
            self.tokens += [_block("paragraph_open", "p", 1), line]
            self.tokens.append(_block("paragraph_close", "p", -1))
            self._lines = []
        for _ in range(self._depth, depth):
            self.tokens.append(_block("blockquote_open", "blockquote", 1))
        for _ in range(depth, self._depth):
            self.tokens.append(_block("blockquote_close", "blockquote", -1))
        self._depth = depth


def _read(line: str) -> tuple[int, str]:
    """Return how deep within quotes a line stands, and what it says there."""
    depth = at = 0
    for marks in _quote_marks(line):
        if depth + len(marks[1]) > DEEPEST:
            break
        depth, at = depth + len(marks[1]), marks.end()
    return depth, line[at:]


def _quote_marks(line: str) -> Iterator[re.Match[str]]:
    at = 0
    while (marks := _MARKS.match(line, at)) and not _GUILLEMETS.match(line, at):
        yield marks
        at = marks.end()


def _block(kind: str, tag: str, nesting: int) -> Token:
    return Token(kind, tag, nesting, block=True)  # type: ignore[arg-type]
