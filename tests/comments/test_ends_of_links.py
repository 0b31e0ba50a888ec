"""A URL ends where a reader says: no sign of the sentence around it is a part of the link."""

import re
from html import unescape
from unicodedata import category

import pytest

from ethreader.base.markup import comment_html

URL = "https://example.org/a"


def links(text: str) -> list[tuple[str, str]]:
    """Return of each link where it leads and what it says."""
    found = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', comment_html(text))
    return [(unescape(url), unescape(words)) for url, words in found]


def signs_of_sentences() -> list[str]:
    return [
        chr(each)
        for each in range(128, 0x3100)
        if category(chr(each)) in {"Pe", "Pf", "Pi", "Po", "Ps", "Pd"}
    ]


def test_no_sign_of_any_language_is_a_part_of_the_link_before_it() -> None:
    signs = [*signs_of_sentences(), *"！），．：；？］｝｠｡｣､", *".,:;!?\"'*)]}>|`"]

    taken = [each for each in signs if links(f"{URL}{each}") != [(URL, URL)]]

    assert len(signs) > 300
    assert taken == []


@pytest.mark.parametrize(
    "around",
    [
        *("„%s“", "„%s”", "“%s”", "‘%s’", "‚%s‘", "»%s«", "«%s»", "« %s »", "‹%s›", "›%s‹"),
        *('"%s"', "'%s'", "(%s)", "[%s]", "{%s}", "<%s>", "(%s).", "(„%s“).", "[(%s)]", "`%s`"),
        *("（%s）", "「%s」", "『%s』", "【%s】", "《%s》", "〈%s〉", "［%s］", "〔%s〕"),
        *(
            "%s.",
            "%s...",
            "%s…",
            "%s?!",
            "%s,",
            "%s;",
            "%s:",
            "%s。",
            "%s，中文",
            "%s、日本",
            "%s！",
        ),
        *("%s، ثم", "%s؟", "%s؛", "«%s»، ثم", "%s।", "%s—und", "%s – und", "%s🎉", "%s\u200b"),
        *("*%s*", "**%s**", "_%s_", "*(%s)*", "> „%s“", "siehe:%s", "中文%s", "و%s", "%s|", "%s\\"),
    ],
)
def test_link_is_what_stands_between(around: str) -> None:
    assert links(around % URL) == [(URL, URL)]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/wiki/A_(b)",
        "https://example.org/wiki/A_(b)_c",
        "https://example.org/?a[]=1&b=c,d;e:f!g",
        "https://example.org/a_b_c*d*e~f'g@h+i=j",
        "https://example.org/5.4.2022/",
        "https://example.org:8443/#!/a",
        "https://example.org/Serbia\N{EN DASH}Kosovo",
        "https://example.org/Österreich/č/Београд/हिन्दी/中文",
        "https://example.org/web/2019/https://example.net/",
    ],
)
def test_what_belongs_to_a_url_stays_in_it(url: str) -> None:
    assert [words for _, words in links(f"(siehe {url}).")] == [url]


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        pytest.param(f"{URL},{URL}b", [URL, f"{URL}b"], id="a comma"),
        pytest.param(f"{URL};{URL}b", [URL, f"{URL}b"], id="a semicolon"),
        pytest.param(f"({URL})({URL}b)", [URL, f"{URL}b"], id="brackets"),
        pytest.param(f"„{URL}“„{URL}b“", [URL, f"{URL}b"], id="quotation marks"),
        pytest.param(f"{URL}(see below)", [URL], id="a bracket that begins right behind it"),
        pytest.param(f"{URL}(b", [URL], id="a bracket that stays open"),
        pytest.param("https://", [], id="no host"),
        pytest.param("https://…", [], id="dots in the place of a host"),
        pytest.param("https://?", [], id="a question"),
        pytest.param("xhttps://example.org", [], id="within a word"),
    ],
)
def test_where_one_link_ends_the_next_may_begin(typed: str, urls: list[str]) -> None:
    assert [words for _, words in links(typed)] == urls
