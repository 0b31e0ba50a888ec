"""Words that were written and are not shown: what no other check has foreseen."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

import nh3
from markdown_it.token import Token

from ethreader.transfer.findings import Weight
from ethreader.transfer.markdown_links import Told, inline_parts

_SIGNS = re.compile(r"[*_~`\\]")  # They may stand within a word.
_WORD = re.compile(r"[^\W_]+")


def lost_words(
    body: str, html: str, tokens: list[Token], definitions: dict[str, Any]
) -> Iterator[Told]:
    """Yield the words of a text that its page would not show, by line."""
    text = unescape(nh3.clean(html, tags=set()))
    shown = Counter(_words(text))
    lost = Counter(_words(unescape(body))) - shown
    labels = " ".join(definitions)
    known = {*_words(" ".join(_behind(tokens))), *_words(labels), *_words(labels.lower())}
    whole = "".join(_words(text))
    # Two parts of a word, one of them a link, are one word to the eye.
    missing = {word for word in lost if word in shown or word not in whole}
    missing -= known | _item_numbers(tokens)
    for number, line in enumerate(body.split("\n")):
        words = [word for word in _words(unescape(line)) if word in missing]
        if words:
            missing -= set(words)
            said = f"“{' '.join(words[:6])}” would not be seen by readers; write it otherwise"
            yield number, said, Weight.REFUSES


def _words(text: str) -> list[str]:
    return _WORD.findall(_SIGNS.sub("", text))


def _behind(tokens: list[Token]) -> Iterator[str]:
    """Yield what stands behind the words, and what other checks have told."""
    for token in tokens:
        yield token.info
        for _, child in inline_parts(token):
            yield from (unquote(str(value)) for value in child.attrs.values())
            yield child.content if child.type == "image" else ""
            yield child.markup


def _item_numbers(tokens: list[Token]) -> set[str]:
    return {token.info for token in tokens if token.type == "list_item_open" and token.info}
