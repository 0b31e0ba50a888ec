"""What CommonMark would change in prose of articles, and does not here: stars and numbers."""

import re
from collections.abc import Sequence

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_STARS = re.compile(r"\*+")


def star_within_word(state: StateInline, silent: bool) -> bool:
    """Leave the stars of “Kolleg*innen” and “2*3*4” what they are."""
    stars = _STARS.match(state.src, state.pos)
    if not stars or not state.src[max(0, stars.start() - 1) : stars.start()].isalnum():
        return False
    if not state.src[stars.end() : stars.end() + 1].isalnum():
        return False
    if not silent:
        state.pending += stars[0]
    state.pos = stars.end()
    return True


def keep_numbers(tokens: Sequence[Token]) -> None:
    """Give each item of a list the number that was typed: 1999, 2005 and 2011 are years."""
    expected: list[int] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            expected.append(int(token.attrs.get("start", 1)))
        elif token.type == "ordered_list_close":
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            number = int(token.info)
            if number != expected[-1]:
                token.attrs["value"] = number
            expected[-1] = number + 1
