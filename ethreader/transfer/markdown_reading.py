"""A text in Markdown as readers will see it, held against what was written.

The parser that renders articles says what each part is; what is not shown as it was written is told
with its line.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from types import MappingProxyType

from markdown_it.token import Token

from ethreader.base.markup_article_tokens import written_tokens
from ethreader.transfer.findings import Finding, Weight
from ethreader.transfer.markdown_blocks import block_findings
from ethreader.transfer.markdown_links import Told, link_findings, site_links
from ethreader.transfer.markdown_losses import lost_words
from ethreader.transfer.markdown_marks import marks_in
from ethreader.transfer.markdown_pictures import picture_findings

# However its signs are written, or a word processor mended them.
_REMARK = re.compile(r"[<\uff1c]\W{0,2}[!\uff01]\W{0,2}(?:-\W{0,2}-|[\u2013\u2014])")
_OTHERS = {
    _REMARK: "“<!--”: a remark is not hidden here, readers would see it; delete it",
    # How Google Docs writes what others remarked.
    re.compile(r"^\\\[[a-z]{1,2}\\\](?=\w)"): "this looks like a remark, which is not hidden here, "
    "readers would see it; delete it",
    # Its stars may be taken for italics.
    re.compile(r"(?<![\\\w])/\*[^*\n]+\*/"): "this looks like a remark, which is not hidden here; "
    "delete it",
    re.compile("[\u202d\u202e]"): "a sign here is not seen and turns the letters round; type them "
    "anew",
}
NOTHING: Mapping[str, str] = MappingProxyType({})
_OPAQUE = "\ufffc"  # Stands for code and for what is escaped.


class WrittenText:
    """A text as it was written, beside the HTML that readers get of it."""

    def __init__(
        self, body: str, *, html: str, first: int, refused: Mapping[str, str] = NOTHING
    ) -> None:
        self._body = body
        self._html = html
        self._first = first  # The line on which the text begins.
        self._refused = refused  # What is wrong with files that it calls, by their names.
        self._tokens, self._definitions = written_tokens(body)

    def links(self) -> list[tuple[int, str]]:
        """Return the links to pages of the site, each with its line."""
        return [(self._first + line, path) for line, path in site_links(self._tokens)]

    def findings(self, *, title: str) -> list[Finding]:
        """Return what readers would not see as it was written."""
        found = [
            *(each for token in self._tokens for each in _marks(token)),
            *link_findings(self._tokens, self._definitions, self._refused),
            *picture_findings(self._tokens, self._refused),
            *block_findings(self._tokens, self._body, title=title),
        ]
        found += list(
            _remarks(self._body, {line for line, said, _ in found if _is_of_remark(said)})
        )
        told = {line for line, *_ in found}
        lost = lost_words(self._body, self._html, self._tokens, self._definitions)
        found += [each for each in lost if each[0] not in told]
        return [
            Finding(line=self._first + line, field="text", sentence=sentence, weight=weight)
            for line, sentence, weight in sorted(dict.fromkeys(found), key=lambda each: each[0])
        ]


def _is_of_remark(said: str) -> bool:
    return "<!--" in said or "turns the letters round" in said


def _marks(token: Token) -> Iterator[Told]:
    if token.type != "inline" or token.map is None:
        return
    for line, mark, words in marks_in(_shown(token)):
        yield token.map[0] + line, f"“{words}”: {mark.sentence}", mark.weight


def _shown(token: Token) -> str:
    parts = []
    for child in token.children or []:
        match child.type:
            case "text":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "text_special" if re.fullmatch(r"\\\w", child.content):
                parts.append(child.content)  # “\n” is no escape, so it is shown as it stands.
            case "code_inline" | "text_special":
                parts.append(_OPAQUE)
    return "".join(parts)


def _remarks(body: str, told: Collection[int]) -> Iterator[Told]:
    """Find remarks wherever they stand, in code or escaped: none is ever published."""
    for number, line in enumerate(body.split("\n")):
        written = unescape(line)
        for looks, said in _OTHERS.items():
            if looks.search(written) and number not in told:
                yield number, said, Weight.REFUSES
