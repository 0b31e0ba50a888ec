"""The Markdown of comments, as a table: what becomes of what was typed."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from ethreader.base.markup import COMMENT_TAGS, comment_html

LINK = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        pytest.param("Hello.", "<p>Hello.</p>", id="text is a paragraph"),
        pytest.param("a\n\nb", "<p>a</p>\n<p>b</p>", id="an empty line begins a paragraph"),
        pytest.param("a\nb", "<p>a<br>\nb</p>", id="a line that was broken stays broken"),
        pytest.param("*a*", "<p><em>a</em></p>", id="one star emphasises"),
        pytest.param("_a_", "<p><em>a</em></p>", id="an underscore emphasises"),
        pytest.param("**a**", "<p><strong>a</strong></p>", id="two stars are strong"),
        pytest.param("snake_case_word", "<p>snake_case_word</p>", id="names keep underscores"),
        pytest.param("2 * 3 * 4", "<p>2 * 3 * 4</p>", id="a product stays a product"),
        pytest.param("`a<b`", "<p>`a&lt;b`</p>", id="backticks stay"),
        pytest.param("```\na\n```", "<p>```<br>\na<br>\n```</p>", id="three of them, too"),
        pytest.param("    a", "<p>    a</p>", id="a line that is set in stays so"),
        pytest.param("- a\n- b", "<p>- a<br>\n- b</p>", id="dashes stay dashes"),
        pytest.param("1. a\n3. b", "<p>1. a<br>\n3. b</p>", id="numbers stay numbers"),
        pytest.param(
            "[a](https://b.example)",
            f'<p><a href="https://b.example" {LINK}>a</a> <bdi>(b.example)</bdi></p>',
            id="a link is a link that passes no credit",
        ),
        pytest.param(
            "https://b.example/c",
            f'<p><a href="https://b.example/c" {LINK}>https://b.example/c</a></p>',
            id="a whole address becomes a link",
        ),
        pytest.param(
            "<https://b.example>",
            f'<p><a href="https://b.example" {LINK}>https://b.example</a></p>',
            id="an address in angle brackets becomes a link",
        ),
        pytest.param(
            '[a](https://b.example "hidden words")',
            f'<p>hidden words <a href="https://b.example" {LINK}>a</a> <bdi>(b.example)</bdi></p>',
            id="a link's title, where words could hide, is shown",
        ),
        pytest.param("b.example", "<p>b.example</p>", id="a bare host stays text"),
        pytest.param("www.b.example", "<p>www.b.example</p>", id="so does one with www"),
        pytest.param("a@b.example", "<p>a@b.example</p>", id="a mail address is no link"),
        pytest.param(
            "<a@b.example>", "<p>&lt;a@b.example&gt;</p>", id="not even in angle brackets"
        ),
        pytest.param(
            "[a](mailto:a@b.example)",
            "<p>[a](mailto:a@b.example)</p>",
            id="a link to a mailbox stays text",
        ),
        pytest.param(
            "[a](javascript:alert(1))",
            "<p>[a](javascript:alert(1))</p>",
            id="a script is no address",
        ),
        pytest.param(
            "[a](data:text/html,b)", "<p>[a](data:text/html,b)</p>", id="nor is a data URL"
        ),
        pytest.param("[a](//b.example)", "<p>[a](//b.example)</p>", id="nor one without scheme"),
        pytest.param("[a](/moderation/)", "<p>[a](/moderation/)</p>", id="nor one of this site"),
        pytest.param(
            "![a](https://b.example/c.png)",
            f'<p>!<a href="https://b.example/c.png" {LINK}>a</a> <bdi>(b.example)</bdi></p>',
            id="an image is a link and loads nothing",
        ),
        pytest.param("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>", id="HTML is shown as typed"),
        pytest.param(
            "<script>a</script>",
            "<p>&lt;script&gt;a&lt;/script&gt;</p>",
            id="a script is shown as typed",
        ),
        pytest.param("&lt;b&gt;", "<p>&amp;lt;b&amp;gt;</p>", id="an entity is shown as typed"),
        pytest.param("&#0;", "<p>&amp;#0;</p>", id="so is one of a NUL"),
        pytest.param("a\0b", "<p>a\N{REPLACEMENT CHARACTER}b</p>", id="a NUL is none"),
        pytest.param("# a", "<p># a</p>", id="a hash is no heading"),
        pytest.param("a\n===", "<p>a<br>\n===</p>", id="nor is an underlined line"),
        pytest.param("---", "<p>---</p>", id="dashes alone are no rule"),
        pytest.param("|a|\n|-|", "<p>|a|<br>\n|-|</p>", id="there are no tables"),
        pytest.param("~~a~~", "<p>~~a~~</p>", id="nothing is struck out"),
        pytest.param("[a]: https://b.example", None, id="a reference stays readable"),
        pytest.param("\\*a\\*", "<p>\\*a\\*</p>", id="a backslash stays"),
        pytest.param("“a” – ć’š", "<p>“a” – ć’š</p>", id="quotes, dashes and letters are kept"),
    ],
)
def test_a_comment_is_shown_as(typed: str, html: str | None) -> None:
    shown = comment_html(typed).strip()

    if html is None:
        assert _text(shown) == typed
    else:
        assert shown == html


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(">" * 300 + " word", id="quotations"),
        pytest.param("- " * 300 + "word", id="lists"),
        pytest.param("1) " * 300 + "word", id="numbered lists"),
        pytest.param("> - " * 200 + "word", id="lists in quotations"),
        pytest.param("*" * 2000 + "word" + "*" * 2000, id="stars"),
        pytest.param("[" * 2400 + "word" + "]" * 2400, id="brackets"),
        pytest.param("[" * 1200 + "word" + "](https://b.example)" * 150, id="links in links"),
        pytest.param("*a **b " * 600 + "word", id="open emphasis"),
    ],
)
def test_absurd_nesting_loses_no_word_and_stays_flat(typed: str) -> None:
    shown = comment_html(typed)

    assert "word" in shown
    assert _depth(shown) <= 2 * 20


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("``` word", id="beside an opening fence"),
        pytest.param("```word\ncode\n```", id="as the language of a fence"),
        pytest.param("~~~ word\ncode\n~~~", id="beside a fence of tildes"),
        pytest.param("a\n\n```python word\ncode", id="beside a fence that stays open"),
        pytest.param("[word]: https://b.example", id="as the name of a reference"),
        pytest.param("<!-- word -->", id="as an HTML comment"),
        pytest.param("<word>", id="as an element"),
        pytest.param('<a word="b">', id="as an attribute"),
        pytest.param("[word]()", id="as a link without address"),
        pytest.param("<http://[::1> word", id="after a broken address"),
        pytest.param("http://[::1 word", id="after another broken address"),
    ],
)
def test_no_word_that_was_typed_is_hidden(typed: str) -> None:
    assert "word" in _text(comment_html(typed))


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("[a](https://b.example)", id="a plain link"),
        pytest.param("aa[http://\u202e://", id="schemes around a direction mark"),
        pytest.param("rd3word4[http://\u202e://", id="the same after a word"),
        pytest.param("http://" * 700, id="schemes alone"),
        pytest.param("://" * 1600, id="separators alone"),
        pytest.param("https://xn--/", id="an empty label"),
        pytest.param("https://" + "a." * 2000, id="a very long host"),
        pytest.param("https://b.example/%ff%zz", id="a broken escape"),
        pytest.param("&#xD800; &#x110000; &#99999999999;", id="impossible characters"),
        pytest.param(
            "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"), id="half"
        ),
    ],
)
def test_no_text_breaks_the_site(typed: str) -> None:
    assert comment_html(typed).startswith(("<p>", "<pre>"))


@pytest.mark.parametrize(
    "typed",
    [
        '[a](https://b.example "t" onclick=x)',
        "<a href=https://b.example onclick=alert(1)>",
        '<img src=x onerror="alert(1)">',
        "```html onclick\n<i>\n```",
        '[a](https://b.example/"onmouseover=alert(1))',
        "3. a\n4. b",
        "> - *a* **b** `c`\n\n```\nd\n```",
    ],
)
def test_nothing_stands_outside_the_allow_list(typed: str) -> None:
    elements = _elements(comment_html(typed))

    assert {tag for tag, _ in elements} <= COMMENT_TAGS
    allowed = {"a": {"href", "rel"}}
    assert [(tag, names) for tag, names in elements if not names <= allowed.get(tag, set())] == []


def _text(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


def _elements(html: str) -> list[tuple[str, set[str]]]:
    found: list[tuple[str, set[str]]] = []

    class Elements(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, {name for name, _ in attrs}))

    Elements().feed(html)
    return found


def _depth(html: str) -> int:
    depth = deepest = 0
    for closing in re.findall(r"<(/?)(?:blockquote|em|strong|p|a)\b", html):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest
