"""Readers write prose: what they typed is what is seen, in many languages, sign for sign."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethreader.base.markup import comment_html

CORPUS = Path(__file__).parent.parent / "corpus"


def visible(text: str) -> str:
    """Return what is seen of a comment, its paragraphs a blank line apart."""
    html = comment_html(text).removesuffix("\n").replace("</p>\n<p", "</p>\n\n<p")
    return unescape(re.sub("<[^>]*>", "", html))


def passages(name: str) -> list[str]:
    return (CORPUS / name).read_text(encoding="utf-8").strip("\n").split("\n\n")


def names() -> list[str]:
    return sorted(each.name for each in CORPUS.glob("*.txt"))


def changed(texts: list[str]) -> list[tuple[str, str]]:
    return [(each, visible(each)) for each in texts if visible(each) != each]


@pytest.mark.parametrize("name", names())
def test_prose_is_seen_as_it_was_typed(name: str) -> None:
    of_many_lines = passages(name)
    lines = [line for each in of_many_lines for line in each.split("\n")]

    assert changed(of_many_lines) == []
    assert changed(lines) == []


def test_there_are_hundreds_of_lines_of_prose() -> None:
    lines = [line for name in names() for each in passages(name) for line in each.split("\n")]

    assert len(lines) >= 300


# Nothing in these is meant as a mark, in whatever order they are written.
PIECES = [
    *("Freund*innen", "Kolleg*in", "2*3*4", "f**k", "s***", "5*", "*)", ":*", "*", "**", "***"),
    *("snake_case_name", "der_die", "¯\\_(ツ)_/¯", "^_^", "*_*", "____", "x_1", "C:\\_x\\*.*"),
    *("don`t", "`90s", "``so''", "„ja“", "»ja«", "«да»", "‘so’", "''", '"', "'", "`", "~~~~"),
    *("1999.", "5.", "2)", "01.", "(3)", "§", "3,50", "€", "%", "12:30", "…", "...", "?!", "–"),
    *("&amp;", "&copy;", "R&D", "<b>", "</b>", "<!--", "-->", "<3", "#MeToo", "#", "[1]", "[x]"),
    *("-", "+", "=", "===", "---", "|", "\\", "\\*", "@anna", "and", "und", "и", "و", "是", "🎻"),
    *("(https://example.org/a)", "„https://example.org/a“", "https://example.org/b.", "!", ":"),
]
prose = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).flatmap(
    lambda pieces: st.lists(
        st.sampled_from([" ", " ", " ", "  ", "\n", "\n\n", "\n    "]),
        min_size=len(pieces),
        max_size=len(pieces),
    ).map(lambda gaps: "".join(map("".join, zip(pieces, gaps, strict=True))).strip())
)


@settings(max_examples=60)
@given(prose)
def test_prose_in_any_order_is_seen_as_it_was_typed(text: str) -> None:
    assert visible(text) == text


@settings(max_examples=120)
@given(st.text(alphabet="aб1 .\n\n>>**__`~#-+&;\\/<[]()!?“”", max_size=60))
def test_of_any_signs_only_marks_can_go(text: str) -> None:
    assert without_marks(visible(text)) == without_marks(text)


def without_marks(text: str) -> str:
    return re.sub(r"[*_>\s]", "", text)
