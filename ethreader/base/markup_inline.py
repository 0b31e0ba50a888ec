"""Emphasis and links within a paragraph, as the tokens that markdown-it renders.

All other text becomes itself: what was typed is what is seen.
"""

from collections.abc import Iterator

from markdown_it.token import Token

from ethreader.base.markup_emphasis import LINK, Mark, find_emphasis
from ethreader.base.markup_links import FoundLink, find_links

_TAGS = {"*": "em", "_": "em", "**": "strong"}


def inline_tokens(text: str) -> list[Token]:
    """Return the tokens of a paragraph."""
    links = find_links(text)
    # A link counts as a word, whatever signs are in it.
    masked = text
    for link in links:
        masked = f"{masked[: link.begin]}{LINK * (link.end - link.begin)}{masked[link.end :]}"
    return list(_tokens(text, [*links, *find_emphasis(masked)]))


def _tokens(text: str, found: list[FoundLink | Mark]) -> Iterator[Token]:
    at = 0
    for each in sorted(found, key=lambda each: each.begin):
        yield from _words(text[at : each.begin])
        yield from _link(each) if isinstance(each, FoundLink) else [_emphasis(each)]
        at = each.end
    yield from _words(text[at:])


def _link(link: FoundLink) -> Iterator[Token]:
    if link.title:  # Where words could hide.
        yield from _words(f"{link.title} ")
    info = "auto" if link.is_typed_url else ""
    yield Token("link_open", "a", 1, attrs={"href": link.url}, info=info)
    marks = [] if link.is_typed_url else find_emphasis(link.words)
    yield from _tokens(link.words, [*marks])
    yield Token("link_close", "a", -1)


def _emphasis(mark: Mark) -> Token:
    tag = _TAGS[mark.kind]
    return Token(f"{tag}_{'open' if mark.opens else 'close'}", tag, 1 if mark.opens else -1)


def _words(text: str) -> Iterator[Token]:
    for number, line in enumerate(text.split("\n")):
        if number:  # A line that a reader broke stays broken.
            yield Token("hardbreak", "br", 0)
        if line:
            yield Token("text", "", 0, content=line)
