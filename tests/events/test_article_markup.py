"""Articles are Markdown, and prose all the same: what CommonMark would change in it, stays."""

import pytest

from ethreader.base.markup import article_html


@pytest.mark.parametrize(
    ("written", "html"),
    [
        pytest.param(
            "1999. a\n2005. b\n2006. c",
            '<ol start="1999">\n<li>a</li>\n<li value="2005">b</li>\n<li>c</li>\n</ol>',
            id="years",
        ),
        pytest.param("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>", id="a list"),
        pytest.param(
            "2. a\n   1. b\n   5. c\n4. d",
            '<ol start="2">\n<li>a\n<ol>\n<li>b</li>\n<li value="5">c</li>\n</ol>\n</li>\n'
            '<li value="4">d</li>\n</ol>',
            id="a list within a list",
        ),
        pytest.param(
            "Freund*innen und Kolleg*innen", "<p>Freund*innen und Kolleg*innen</p>", id="stars"
        ),
        pytest.param("2*3*4 f**k it**s", "<p>2*3*4 f**k it**s</p>", id="within words"),
        pytest.param(
            "*Freund*innen* **und** _a_",
            "<p><em>Freund*innen</em> <strong>und</strong> <em>a</em></p>",
            id="emphasis",
        ),
        pytest.param(
            "[Freund*in](https://a.example) und Kolleg*in",
            '<p><a href="https://a.example" rel="noopener">Freund*in</a> und Kolleg*in</p>',
            id="within a link",
        ),
    ],
)
def test_an_article_keeps_what_is_no_mark(written: str, html: str) -> None:
    assert article_html(written).strip() == html
