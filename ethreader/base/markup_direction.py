"""From which side each part of a comment is read: a paragraph's direction is its own.

The pages are read from the left, so a text without Hebrew or Arabic letters needs no word of it.
Browsers find out a paragraph's direction by themselves (`auto`), but pass over what has a direction
of its own. So for a quote, which holds paragraphs, it is told here, by its first letter. A URL is
read from the left wherever it stands, or its last “/” would jump before it.
"""

from collections.abc import Iterator, Sequence

import regex
from markdown_it.token import Token

_FROM_RIGHT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_FROM_A_SIDE = regex.compile(r"(?P<right>[\p{Bidi_Class=R}\p{Bidi_Class=AL}])|\p{Bidi_Class=L}")


def add_directions(tokens: Sequence[Token]) -> None:
    """Let each paragraph and quote be read from its own side."""
    if not any(_FROM_RIGHT.search(_words(token)) for token in tokens):
        return
    for place, token in enumerate(tokens):
        if token.type == "paragraph_open":
            token.attrSet("dir", "auto")
        elif token.type == "blockquote_open":
            token.attrSet("dir", _direction_of(tokens, place))
        for each in token.children or ():
            if _is_typed_url(each):
                each.attrSet("dir", "ltr")


def _direction_of(tokens: Sequence[Token], place: int) -> str:
    """Return the direction of the first letter within what begins at `place`."""
    for token in _inside(tokens, place):
        if found := _FROM_A_SIDE.search(_words_beside_urls(token)):
            return "rtl" if found["right"] else "ltr"
    return "auto"


def _inside(tokens: Sequence[Token], place: int) -> Iterator[Token]:
    """Yield what stands between a token and the one that closes it."""
    depth = int(tokens[place].nesting)
    for token in tokens[place + 1 :]:
        depth += token.nesting
        if not depth:
            return
        yield token


def _words(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


def _words_beside_urls(token: Token) -> str:
    """Return a line's words but for those of typed URLs."""
    words, is_url = "", False
    for child in token.children or ():
        is_url = _is_typed_url(child) or (is_url and child.type != "link_close")
        words += "" if is_url else child.content
    return words


def _is_typed_url(token: Token) -> bool:
    return token.type == "link_open" and token.info == "auto"
