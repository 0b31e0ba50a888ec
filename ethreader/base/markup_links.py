"""Links within a paragraph: words with a URL behind them, and URLs that end where a reader says.

A URL goes on to the next blank, but not into the signs of the sentence that it stands in: no
closing quotation mark of any language, no bracket that it did not open, no full stop.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from ethreader.base.links import is_web_url

_BEGIN = re.compile(
    r"""
    \[ (?P<words> (?: [^\[\]] | \[[^\[\]]*+\] )*+ ) \]\(
    | < (?P<angle> https?://[^\s<>]++ ) >
    | (?<![a-z0-9+.-]) (?P<bare> https?://[^\s<>"|\\^`{}]++ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HOST = re.compile(
    r"https?://([^/?#@]*@)?[^/?#@:!$&'()*+,;=~%\[\]]+(:[0-9]*)?(?P<rest>.*)", re.IGNORECASE
)
_NEXT_URL = re.compile(r"[,;]https?://", re.IGNORECASE)
_TELLING = re.compile(r"[()\[\],;]|[^\x00-\x7f]")  # Signs that may end a URL.
_BLANKS = re.compile(r"\s+")
_DEEPEST = 3  # Brackets within brackets of a URL.
_PAIRS = {")": "(", "]": "["}
_SIGNS_AT_END = "?!.,:;*_~'"
_WITHIN_WORDS = {"\u00b7", "\u2010", "\u2011", "\u2013"}  # Dots and dashes in names of pages.


@dataclass(frozen=True, kw_only=True)
class FoundLink:
    """One link: where it stands, where it leads and what it says."""

    begin: int
    end: int
    url: str
    words: str
    title: str = ""
    is_typed_url: bool = False


def find_links(text: str) -> list[FoundLink]:
    """Return the links of a paragraph, the first one first."""
    return list(_links(text))


def _links(text: str) -> Iterator[FoundLink]:
    at = 0
    while begin := _BEGIN.search(text, at):
        link = _behind_words(text, begin) if begin["words"] is not None else _typed(begin)
        if link:
            yield link
        at = link.end if link else begin.start() + 1


def _behind_words(text: str, begin: re.Match[str]) -> FoundLink | None:
    """Return the link of words in square brackets: `[words](URL "title")`."""
    found = parseLinkDestination(text, begin.end(), len(text))
    if not found.ok or not is_web_url(url := normalizeLink(found.str)):
        return None
    at, title = _end_of_blanks(text, found.pos), ""
    if at > found.pos and (titled := parseLinkTitle(text, at, len(text))).ok:
        at, title = _end_of_blanks(text, titled.pos), titled.str
    if text[at : at + 1] != ")":
        return None
    return FoundLink(begin=begin.start(), end=at + 1, url=url, words=begin["words"], title=title)


def _typed(begin: re.Match[str]) -> FoundLink | None:
    """Return the link of a URL that was typed, alone or in angle brackets."""
    typed = begin["angle"] or _cut(begin["bare"])
    if not is_web_url(url := normalizeLink(typed)):
        return None
    end = begin.end() if begin["angle"] else begin.start() + len(typed)
    return FoundLink(begin=begin.start(), end=end, url=url, words=typed, is_typed_url=True)


def _cut(typed: str) -> str:
    """Return a URL without what belongs to the sentence around it."""
    host = _HOST.match(typed)
    if host and host["rest"][:1] not in {"", "/", "?", "#"}:
        typed = typed[: host.start("rest")]
    url = typed[: _end_of(typed)]
    while url and (url[-1] in _SIGNS_AT_END or category(url[-1]) == "Cf"):
        url = url[:-1]
    return url


def _end_of(typed: str) -> int:
    """Return where a URL ends: before a sign of a sentence, or a bracket without its other."""
    opened: list[int] = []
    for found in _TELLING.finditer(typed):
        at, sign = found.start(), found[0]
        if sign in _PAIRS.values():
            opened.append(at)
        elif sign in _PAIRS and opened and typed[opened[-1]] == _PAIRS[sign]:
            opened.pop()
        elif sign in _PAIRS or _ends_url(typed, at):
            return opened[0] if opened else at
        if len(opened) > _DEEPEST:
            break
    return opened[0] if opened else len(typed)


def _ends_url(typed: str, at: int) -> bool:
    if typed[at].isascii():
        return _NEXT_URL.match(typed, at) is not None
    if typed[at] in _WITHIN_WORDS and typed[at + 1 : at + 2].isalnum():
        return False
    kind = category(typed[at])
    return kind[0] in "PZ" or kind in {"So", "Cc"}


def _end_of_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at
