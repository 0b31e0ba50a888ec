"""The parser's budget: no text of 5,000 characters costs more than a known number of steps."""

import sys
from types import FrameType
from typing import Any

import pytest

from ethreader.base.markup import comment_html
from ethreader.base.markup_budget import MOST_LINES, MOST_MARKS, MOST_URLS
from ethreader.comments.drafts import BODY_LIMIT

STEPS = 150_000  # Calls of functions; a page of plain prose takes some thousands.

# Found by a search that mutated texts and kept what took the parser longest.
WORST = [
    "*a* ",
    "_[",
    "[*",
    "*[",
    "[",
    "[a](",
    "- h[!*a*(",
    "[!*a*(",
    "**a",
    "*__*",
    "[a](http://b)",
    "[[a](http://b)",
    "<http://a> ",
    "https://a.b ",
    "http://a[",
    "http://a.b/(",
    "[a://[",
    "aš://",
    "- a\n",
    "-\n",
    "+ a\n",
    "1. a\n",
    "a\n\n",
    "- a\n  - b\n",
    "- *a\n",
    "> *a*\n",
    "`a` ",
    "!a",
    "&",
    "_a_ ",
    "“*a*",
    ">",
    "> *a*\n>> b\n",
    "šš,šhttp://a_:",
    "https://a/š,",
    "https://a/“",
    "https://a,https://b",
    "https://a/[()",
    "[a](https://b (",
    "_>](http://b)\n\n",
]


def steps_of(text: str) -> int:
    """Count the functions that rendering a text calls: the same on every machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _about: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        comment_html(text)
    finally:
        sys.setprofile(None)
    return calls


def just_allowed(mark: str) -> str:
    """Return a text of as many of a mark as the budget lets pass."""
    times = BODY_LIMIT // len(mark)
    while comment_html(mark * times).startswith("<pre>"):
        times = times * 9 // 10
    return mark * times


@pytest.mark.parametrize("mark", WORST)
def test_the_worst_texts_have_an_end(mark: str) -> None:
    as_long_as_can_be = (mark * BODY_LIMIT)[:BODY_LIMIT]

    assert steps_of(as_long_as_can_be) <= STEPS
    assert steps_of(just_allowed(mark)) <= STEPS


@pytest.mark.parametrize(
    ("mark", "most"),
    [("*a ", MOST_MARKS), ("[a ", MOST_MARKS), ("a://b ", MOST_URLS), ("a\n", MOST_LINES)],
)
def test_beyond_the_budget_a_text_is_shown_as_typed(mark: str, most: int) -> None:
    assert comment_html(mark * most).startswith("<p>")
    assert comment_html(mark * (most + 1)).startswith("<pre>")


def test_long_prose_with_emphasis_and_links_is_within_it() -> None:
    line = "- We were *there* in that winter, and nobody [else](https://example.org/a) came.\n"

    shown = comment_html((line * 100)[:BODY_LIMIT])

    assert shown.count("<br>") == BODY_LIMIT // len(line)
