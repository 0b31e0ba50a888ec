"""Comments in which nothing is a mark, which most are: their HTML is made at once.

None of their signs could begin a mark, a link, a quote or an element, or be read from the right,
and none is one that a sanitiser writes otherwise. What has any other sign goes through the parser,
so that only those are listed here that are surely nothing more than themselves.
"""

import re

from ethreader.base.markup_budget import MOST_LINES

_PROSE = re.compile(
    r"[\t\n !\"#$%'()+,\-./0-9:;=?@A-Z\\\]^`a-z{|}~"  # ASCII, but for & * < > [ and _
    r"¡«°»¿À-ÖØ-öø-ɏЀ-ҁҊ-ӿ–—‘’‚“”„…€]*"  # noqa: RUF001
)


def is_prose(text: str) -> bool:
    """Tell whether a comment is words alone, by its signs."""
    return (
        _PROSE.fullmatch(text) is not None and "://" not in text and text.count("\n") <= MOST_LINES
    )


def prose_html(text: str) -> str:
    """Return the HTML of such a comment: lines without a blank one between are a paragraph."""
    if "\n" not in text:
        return _paragraph([text]) if text.strip() else ""
    paragraphs: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return "".join(_paragraph(lines) for lines in paragraphs if lines)


def _paragraph(lines: list[str]) -> str:
    words = "<br>\n".join(lines)
    return f"<p>{words}</p>\n"
