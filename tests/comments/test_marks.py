"""What is plainly meant is a mark: stars around whole words, and lines that quote."""

import re
from html import unescape

import pytest

from ethreader.base.markup import comment_html


def outline(text: str) -> str:
    """Return a comment's HTML in short: emphasis and quotes, no paragraphs, no rest of links."""
    html = re.sub(r"</?p\b[^>]*>|</?a\b[^>]*>", "", comment_html(text))
    html = html.replace("blockquote>", "q>").replace("<br>\n", " / ")
    return unescape(re.sub(r"\n+", " ", html)).strip()


EMPHASIS = [
    ("*a*", "<em>a</em>"),
    ("_a_", "<em>a</em>"),
    ("**a**", "<strong>a</strong>"),
    ("**_a_** and *__b__*", "<strong><em>a</em></strong> and *__b__*"),
    ("_**a**_", "<em><strong>a</strong></em>"),
    ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
    ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
    ("It *really* helped.", "It <em>really</em> helped."),
    ("(*really*), “*really*”; *really*!", "(<em>really</em>), “<em>really</em>”; <em>really</em>!"),
    ("„*Nein*“, »*Nein*«", "„<em>Nein</em>“, »<em>Nein</em>«"),
    ("*Nein!* und *„Nein“*", "<em>Nein!</em> und <em>„Nein“</em>"),
    ("*Freund*innen und Kolleg*innen*", "<em>Freund*innen und Kolleg*innen</em>"),
    ("*два речи*, *كلمة*؟ *ć*", "<em>два речи</em>, <em>كلمة</em>؟ <em>ć</em>"),
    ("*हिन्दी*", "<em>हिन्दी</em>"),
    ("*(see below)*", "<em>(see below)</em>"),
    ("*Titanic*’s – *one*–*two*", "<em>Titanic</em>’s – <em>one</em>–<em>two</em>"),
    ("*Name:* Mira", "<em>Name:</em> Mira"),
    ("*20 Euro* and *all of 5%*", "<em>20 Euro</em> and <em>all of 5%</em>"),
    ("*#MeToo* *don't*", "<em>#MeToo</em> <em>don't</em>"),
    ("*https://example.org/a*", "<em>https://example.org/a</em>"),
    ("see *https://example.org/a_b_c*.", "see <em>https://example.org/a_b_c</em>."),
    ("- *a*", "- <em>a</em>"),
    ("* *a*", "* <em>a</em>"),
]
NONE_MEANT = [
    "*a\nb*",
    "* a*",
    "*a *",
    "* a *",
    "a*b*c",
    "*a*b",
    "a *b*c",
    "a*b* c",
    "2 *3* 4",
    "*1999*",
    "***a***",
    "****a****",
    "__init__ and __all__",
    "_a_b_",
    "/*a*/ and //*a*//",
    "\\*a* and \\_a_",
    "@_a_ and #_a_",
    "*f*(x)",
    "*^_^* *-* *.* *:* *_* *\\o/*",
    "_(a)_",
    "*",
    "**",
    "* *",
    "**a*",
    "_a*",
    "中文*强调*中文",
]
MORE_THAN = (
    *("> 50 % of the people", "> 18", "> 1,5 Millionen Menschen", "> 3.5 percent", "> 20.000 a"),
    *("> € 50", "> $5", "> ca. 30 Frauen", "> око 30 жена", "> −5 °C", "> ½ of us", "> ٥٠ ٪"),
    *("a / > 50 % b", "a / > 50 % b / c", "> 5 a / > 6 b", "> 50 % a / b"),
)


@pytest.mark.parametrize("shown", MORE_THAN)
def test_more_than_is_no_quote(shown: str) -> None:
    assert outline(shown.replace(" / ", "\n")) == shown


@pytest.mark.parametrize(("typed", "shown"), EMPHASIS)
def test_marks_around_whole_words_are_meant(typed: str, shown: str) -> None:
    assert outline(typed) == shown


@pytest.mark.parametrize("typed", NONE_MEANT)
def test_other_stars_and_underscores_stay(typed: str) -> None:
    assert outline(typed) == typed.replace("\n", " / ")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("> a", "<q> a </q>", id="a line"),
        pytest.param(">a", "<q> a </q>", id="without a blank"),
        pytest.param("> a\n> b", "<q> a / b </q>", id="two lines"),
        pytest.param("> a\nb", "<q> a </q> b", id="own words right below"),
        pytest.param("> a\n\nb", "<q> a </q> b", id="own words below"),
        pytest.param("a\n> b\nc", "a <q> b </q> c", id="between own words"),
        pytest.param("> a\n\n> b", "<q> a </q> <q> b </q>", id="two quotes"),
        pytest.param("> a\n>\n> b", "<q> a b </q>", id="two paragraphs"),
        pytest.param("> a\n>> b\n> c\nd", "<q> a <q> b </q> c </q> d", id="levels"),
        pytest.param(">> b\n> a", "<q> <q> b </q> a </q>", id="the deeper one first"),
        pytest.param("> > b\n> a", "<q> <q> b </q> a </q>", id="with blanks between marks"),
        pytest.param("> > > c", "<q> <q> <q> c </q> </q> </q>", id="three levels"),
        pytest.param("> a\n>> \n> b", "<q> a b </q>", id="an empty line of a level below"),
        pytest.param("> 1999. a\n> 2005. b", "<q> 1999. a / 2005. b </q>", id="numbers"),
        pytest.param("> - a\n> - b", "<q> - a / - b </q>", id="dashes"),
        pytest.param("> *a*", "<q> <em>a</em> </q>", id="emphasis"),
        pytest.param(">„a“", "<q> „a“ </q>", id="quotation marks"),
        pytest.param("> 18\n\na", "<q> 18 </q> a", id="a number, own words below"),
        pytest.param("> 50 % a\n> b", "<q> 50 % a / b </q>", id="a number, and more of the quote"),
        pytest.param("> 1999 a\n> 2005 b\n\nc", "<q> 1999 a / 2005 b </q> c", id="lines of years"),
        pytest.param("a\n\n> 50 % b\n\nc", "a <q> 50 % b </q> c", id="as “Quote” leaves it"),
        pytest.param(">> 50 % a", "<q> <q> 50 % a </q> </q>", id="a number two levels deep"),
        pytest.param("> 5. 4. 2022. a", "<q> 5. 4. 2022. a </q>", id="a day"),
        pytest.param("> 1999. a", "<q> 1999. a </q>", id="a year of Serbian"),
        pytest.param("a\n    > b", "a /     > b", id="an arrow behind a wide margin"),
        pytest.param("> - 5 a", "<q> - 5 a </q>", id="a dash"),
        pytest.param("> 18: a\n< 18: b", "> 18: a / < 18: b", id="numbers that are compared"),
        pytest.param("a\n<5 %\n> 5 %\n> b", "a / <5 % / > 5 % <q> b </q>", id="and a quote"),
        pytest.param("> 18: a\n> < 18: b", "<q> 18: a / < 18: b </q>", id="compared in a quote"),
        pytest.param("> >_<", "<q> >_< </q>", id="a face within"),
        pytest.param("> >>Nein<<", "<q> >>Nein<< </q>", id="quotation marks of keys within"),
        pytest.param("> I <3 you", "<q> I <3 you </q>", id="a heart"),
        pytest.param("> a <b> c", "<q> a <b> c </q>", id="an element"),
        *[
            pytest.param(each, each, id=f"none: {each}")
            for each in (
                ">18",
                ">(((º>",
                ">_<",
                ">:(",
                ">.<",
                ">o<",
                ">D",
                ">",
                ">>",
                ">>5",
                ">=",
                ">>a<<",
            )
        ],
    ],
)
def test_lines_that_quote_keep_their_levels(typed: str, shown: str) -> None:
    assert outline(typed) == shown


def test_lines_of_a_poem_keep_what_they_begin_with() -> None:
    assert comment_html("a\n    b\n\n\tc") == "<p>a<br>\n    b</p>\n<p>\tc</p>\n"
