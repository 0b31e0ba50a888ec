"""Comments without any mark are rendered at once, to what the parser makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethreader.base.markup import comment_html
from ethreader.base.markup_prose import is_prose

SIGNS = [sign for sign in map(chr, range(0x3000)) if is_prose(sign)]
MARKED, ITS_HTML = "\n\n*b*", "<p><em>b</em></p>\n"


def by_the_parser(text: str) -> str:
    """Return the HTML of a text below which a paragraph with a mark stands."""
    return comment_html(text + MARKED).removesuffix(ITS_HTML)


def test_each_sign_stays_what_the_parser_makes_of_it() -> None:
    around = ("{0}", "a{0}b", "{0} a", "a {0}", "a\n{0}\nb", "{0}{0}{0}", "1{0} 2\n{0}1", "({0})")
    texts = [form.format(sign) for sign in SIGNS for form in around]

    assert [each for each in texts if comment_html(each) != by_the_parser(each)] == []


@given(st.text(SIGNS).filter(is_prose))
def test_so_do_they_in_any_row(text: str) -> None:
    assert comment_html(text) == by_the_parser(text)


@given(st.lists(st.sampled_from(["\n", "\n\n", " ", "\t", "Ab", "- a", "1. b", "://", "“č”"])))
def test_so_do_lines(parts: list[str]) -> None:
    text = "".join(parts)

    assert comment_html(text) == by_the_parser(text)


@pytest.mark.parametrize("sign", [*"&<>*_[", "\r", "\0", "\xa0", "\xad", "\u200f", "א", "ا", "://"])
def test_what_may_mean_more_goes_through_the_parser(sign: str) -> None:
    assert not is_prose(f"a {sign} b")
