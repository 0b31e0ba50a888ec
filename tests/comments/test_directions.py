"""Each part of a comment is read from its own side, whatever the others say."""

import pytest

from ethreader.base.markup import comment_html

MIXED = """Hello from Vienna.

مرحبا من بيروت.

Здраво из Београда.

> שלום, quoted.

Мир – سلام – peace
"""


def parts(text: str) -> list[str]:
    """Return the first line of each tag that has a direction, and its first word."""
    lines = [line.strip() for line in comment_html(text).splitlines()]
    return [line.partition("</")[0] for line in lines if " dir=" in line]


def test_each_part_of_a_mixed_comment_has_a_direction_of_its_own() -> None:
    assert parts(MIXED) == [
        '<p dir="auto">Hello from Vienna.',
        '<p dir="auto">مرحبا من بيروت.',
        '<p dir="auto">Здраво из Београда.',
        '<blockquote dir="rtl">',
        '<p dir="auto">שלום, quoted.',
        '<p dir="auto">Мир – سلام – peace',
    ]


def test_a_quote_of_signs_alone_leaves_it_to_the_browser() -> None:
    assert parts("> 1999\n\nسلام") == [
        '<blockquote dir="auto">',
        '<p dir="auto">1999',
        '<p dir="auto">سلام',
    ]


@pytest.mark.parametrize("text", ["Hello.\n\n> Здраво\n\n- a", "A *mark* and a 🌻"])
def test_what_is_read_from_the_left_needs_no_direction(text: str) -> None:
    html = comment_html(text)

    assert "<p dir" not in html
    assert "<blockquote dir" not in html


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a/ سلام",
        "سلام https://example.org/a/ سلام",
        "A https://example.org/سلام/ 2",
    ],
)
def test_a_url_is_read_from_the_left_and_says_nothing_of_the_words_beside_it(text: str) -> None:
    html = comment_html(text)

    assert html.startswith('<p dir="auto">')
    assert 'dir="ltr"' in html[html.index("<a ") : html.index("</a>")]


def test_a_quote_that_begins_with_a_url_has_the_direction_of_its_words() -> None:
    assert parts("> https://example.org/a سلام")[0] == '<blockquote dir="rtl">'
    assert parts("> https://example.org/سلام A")[0] == '<blockquote dir="ltr">'
    assert parts("> https://example.org/a\n\nسلام")[0] == '<blockquote dir="auto">'
