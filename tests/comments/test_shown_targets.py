"""Where a link leads is to be seen, whatever its words, its spelling or its direction say."""

import re
from html import unescape

import pytest

from ethreader.base.markup import article_html, comment_html

EVIL = "https://evil.example"
RLO, LRM, ZWSP, FILLER = "\u202e", "\u200e", "\u200b", "\u3164"
CYRILLIC = "https://\u0430pple.example"  # Its first letter is Cyrillic.
FRACTION = "bank.xn--examplelogin-xk0g.evil.example"
PUNYCODE = "xn--pple-43d.example"


def shown(html: str) -> list[tuple[str, str, str | None]]:
    """Return of each link where it leads, what it says, and the host beside it."""
    found = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>(?: <bdi>\((.*?)\)</bdi>)?', html)
    return [
        (unescape(url), unescape(re.sub("<[^>]*>", "", words)), host or None)
        for url, words, host in found
    ]


@pytest.mark.parametrize(
    ("typed", "url", "words", "host"),
    [
        pytest.param(f"[here]({EVIL})", EVIL, "here", "evil.example", id="words"),
        pytest.param(f"[bank.example]({EVIL})", EVIL, "bank.example", "evil.example", id="a host"),
        pytest.param(
            f"[https://bank.example/]({EVIL})",
            EVIL,
            "https://bank.example/",
            "evil.example",
            id="another URL",
        ),
        pytest.param(
            f"[*bank*.*example*]({EVIL})",
            EVIL,
            "bank.*example*",
            "evil.example",
            id="in pieces",
        ),
        pytest.param(f"[bank․example]({EVIL})", EVIL, "bank․example", "evil.example", id="a dot"),
        pytest.param(f"[{EVIL}]({EVIL})", EVIL, EVIL, None, id="its own URL"),
        pytest.param(f"{EVIL}/bank.example", f"{EVIL}/bank.example", None, None, id="a path"),
        pytest.param(
            f"{EVIL}/č?a=%C4%8D",
            f"{EVIL}/%C4%8D?a=%C4%8D",
            f"{EVIL}/č?a=%C4%8D",
            None,
            id="a path beyond ASCII, as it was typed",
        ),
        pytest.param(
            "https://bank.example@evil.example/x",
            "https://bank.example@evil.example/x",
            None,
            "evil.example",
            id="a user who looks like a host",
        ),
        pytest.param(
            "https://bank.example:443@evil.example:8443",
            "https://bank.example:443@evil.example:8443",
            None,
            "evil.example",
            id="a user with a port",
        ),
        pytest.param(
            "<https://bank.example@evil.example>",
            "https://bank.example@evil.example",
            None,
            "evil.example",
            id="a user in angle brackets",
        ),
        pytest.param(
            "[x](https://bank.example\\@evil.example)",
            "https://bank.example@evil.example",
            "x",
            "evil.example",
            id="a user behind a backslash",
        ),
        pytest.param(
            CYRILLIC, f"https://{PUNYCODE}", CYRILLIC, PUNYCODE, id="letters that look so"
        ),
        pytest.param(
            f"https://{PUNYCODE}/a",
            f"https://{PUNYCODE}/a",
            None,
            PUNYCODE,
            id="the same as it is spelt: nothing is decoded",
        ),
        pytest.param(
            "https://bank.example⁄login.evil.example",
            f"https://{FRACTION}",
            "https://bank.example⁄login.evil.example",
            FRACTION,
            id="a slash that is none",
        ),
        pytest.param(
            f"[{RLO}elpmaxe.knab]({EVIL})", EVIL, "elpmaxe.knab", "evil.example", id="turned round"
        ),
        pytest.param(
            f"[&#x202e;elpmaxe.knab]({EVIL})",
            EVIL,
            "&#x202e;elpmaxe.knab",
            "evil.example",
            id="an entity, which turns nothing round",
        ),
        pytest.param(f"{RLO}see {EVIL}", EVIL, EVIL, "evil.example", id="turned from before"),
        pytest.param(
            f"{EVIL}/{RLO}elpmaxe.knab",
            f"{EVIL}/%E2%80%AEelpmaxe.knab",
            f"{EVIL}/%E2%80%AEelpmaxe.knab",
            "evil.example",
            id="turned round within the path",
        ),
        pytest.param(
            f"{EVIL}/a{ZWSP}b",
            f"{EVIL}/a%E2%80%8Bb",
            f"{EVIL}/a%E2%80%8Bb",
            "evil.example",
            id="an invisible sign within the path",
        ),
        pytest.param(f"[ba{ZWSP}nk]({EVIL})", EVIL, "bank", "evil.example", id="within a word"),
        pytest.param(f"[]({EVIL})", EVIL, EVIL, "evil.example", id="no words"),
        pytest.param(f"[ \N{NO-BREAK SPACE} ]({EVIL})", EVIL, None, "evil.example", id="blanks"),
        pytest.param(f"[{ZWSP}{LRM}]({EVIL})", EVIL, EVIL, "evil.example", id="invisible words"),
        pytest.param(f"[{FILLER}]({EVIL})", EVIL, EVIL, "evil.example", id="a filler"),
        pytest.param(f"[\u200d]({EVIL})", EVIL, None, "evil.example", id="a joiner of nothing"),
        pytest.param(
            "[here](HTTPS://EVIL.example:443)",
            "HTTPS://EVIL.example:443",
            "here",
            "evil.example",
            id="capitals",
        ),
    ],
)
def test_link_of_a_comment_is_shown_for_what_it_is(
    typed: str, url: str, words: str | None, host: str | None
) -> None:
    [(leads_to, says, beside)] = shown(comment_html(typed))

    assert (leads_to, beside) == (url, host)
    assert says.strip(" \N{NO-BREAK SPACE}\u200d") == (words or url)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://%65vil.example", id="a letter of the host encoded"),
        pytest.param("https://bank.example%2F@evil.example", id="a slash in the user"),
        pytest.param("https:///evil.example", id="three slashes"),
        pytest.param("https://bank.example%5C.evil.example", id="a backslash in the host"),
        pytest.param("https://a@b@evil.example", id="two users"),
        pytest.param("https://[::ffff:192.0.2.7]/evil", id="an IPv6, which is not understood"),
        pytest.param("https://", id="no host"),
        pytest.param("https://evil.example:80a/", id="a port with letters"),
    ],
)
def test_url_that_browsers_read_otherwise_leads_nowhere_unseen(url: str) -> None:
    html = comment_html(f"[bank]({url})")

    assert [each for each in shown(html) if "evil" in each[0] and not each[2]] == []
    assert '">bank</a></p>' not in html
    assert "bank" in html


def test_host_beside_two_links_goes_with_each() -> None:
    html = comment_html(f"[a]({EVIL}) and [b](https://other.example) and https://c.example")

    assert shown(html) == [
        (EVIL, "a", "evil.example"),
        ("https://other.example", "b", "other.example"),
        ("https://c.example", "https://c.example", None),
    ]


@pytest.mark.parametrize("typed", ["<bdi>(bank.example)</bdi>", "`<bdi>`", "&lt;bdi&gt;"])
def test_nobody_writes_what_stands_beside_a_link(typed: str) -> None:
    assert "<bdi" not in comment_html(f"{typed} words")


@pytest.mark.parametrize(
    ("written", "host"),
    [
        pytest.param("[Register](https://forms.example)", None, id="words are an author's choice"),
        pytest.param("[forms.example](https://forms.example/a)", None, id="its own host"),
        pytest.param("[www.forms.example](https://forms.example)", None, id="its own with www"),
        pytest.param("[Version 1.2](https://forms.example)", None, id="a number"),
        pytest.param("[Call](tel:+381110000000)", None, id="a number to call"),
        pytest.param("[bank.example](https://evil.example)", "evil.example", id="another host"),
        pytest.param("[See Bank.Example/a](https://evil.example)", "evil.example", id="in words"),
        pytest.param("[bank。example](https://evil.example)", "evil.example", id="another dot"),
        pytest.param("<https://bank.example@evil.example>", "evil.example", id="a user"),
        pytest.param(f"[Pay here]({CYRILLIC})", PUNYCODE, id="letters that look so"),
        pytest.param(f"[{RLO}elpmaxe]({EVIL})", "evil.example", id="turned round"),
        pytest.param(f"[]({EVIL})", "evil.example", id="no words"),
        pytest.param("[ba\ufe0fnk.example](https://evil.example)", "evil.example", id="a selector"),
        pytest.param("[bank\U000e0061](https://evil.example)", "evil.example", id="a tag"),
        pytest.param("[می\u200cخواهم ❤\ufe0f](https://forms.example)", None, id="what is needed"),
    ],
)
def test_link_of_an_article_tells_its_host_where_it_may_be_mistaken(
    written: str, host: str | None
) -> None:
    assert [beside for _, _, beside in shown(article_html(written))] == [host]


GOOD, OTHER = "https://good.example", "https://other.example"
BESIDE_EACH = ["good.example", "other.example"]


def seen(html: str) -> str:
    """Return what a reader sees, without the paragraph."""
    return unescape(re.sub("<[^>]*>", "", html)).strip()


@pytest.mark.parametrize(
    ("typed", "hosts"),
    [
        pytest.param(f"{GOOD}<{OTHER}>", BESIDE_EACH, id="in angle brackets behind it"),
        pytest.param(f"<{GOOD}><{OTHER}>", BESIDE_EACH, id="both in angle brackets"),
        pytest.param(f"[{GOOD}]({GOOD}){OTHER}", BESIDE_EACH, id="behind a bracket"),
        pytest.param(f"[a]({GOOD}){OTHER}", BESIDE_EACH, id="behind words"),
        pytest.param(f"[a]({GOOD})[b]({OTHER})", BESIDE_EACH, id="words behind words"),
        pytest.param(f"{GOOD}[{OTHER}]({OTHER})", BESIDE_EACH, id="brackets behind it"),
        pytest.param(f"({GOOD}){OTHER}", BESIDE_EACH, id="behind a bracket that closes"),
        pytest.param(f'"{GOOD}"{OTHER}', BESIDE_EACH, id="behind quotation marks"),
        pytest.param(f"{GOOD},{OTHER}", BESIDE_EACH, id="a comma"),
        pytest.param(f"{GOOD}.<{OTHER}>", BESIDE_EACH, id="a full stop"),
        pytest.param(f"{GOOD}@<{OTHER}>", BESIDE_EACH, id="an at sign"),
        pytest.param(f"*{GOOD}*<{OTHER}>", BESIDE_EACH, id="behind emphasis"),
        pytest.param(f"{GOOD}**<{OTHER}>**", BESIDE_EACH, id="within emphasis"),
        pytest.param(f"<{GOOD}>`/`<{OTHER}>", BESIDE_EACH, id="a sign as code"),
        pytest.param(f"<{GOOD}>\u200a<{OTHER}>", BESIDE_EACH, id="a blank of no width"),
        pytest.param(f"<{GOOD}>.other.example", ["good.example"], id="more of a host behind it"),
        pytest.param(f"other.example/<{GOOD}>", ["good.example"], id="a host before it"),
        pytest.param(f"<{GOOD}>`.other.example`", ["good.example"], id="more of a host as code"),
        pytest.param(f"{GOOD}，中文", [None], id="a wide comma is a gap"),
        pytest.param(f"{GOOD}，@other.example", ["good.example"], id="not before ASCII"),
        pytest.param(f"{GOOD}。中文", ["good.example"], id="a wide full stop, like a dot"),
        pytest.param(f"„{GOOD}“.other.example", ["good.example"], id="signs, and more of a host"),
        pytest.param(f"{GOOD}🎉", [None], id="a picture"),
        pytest.param(f"Source:{GOOD} („Линк:{GOOD}“)", [None, None], id="a word and a colon"),
        pytest.param(f"other.example:{GOOD}", ["good.example"], id="not a host and a colon"),
        pytest.param(f"{GOOD} {OTHER}", [None, None], id="a blank"),
        pytest.param(f"{GOOD}\n{OTHER}", [None, None], id="a line each"),
        pytest.param(f"({GOOD}), “{OTHER}”.", [None, None], id="signs of a sentence"),
    ],
)
def test_links_without_a_blank_between_each_have_their_host_beside_them(
    typed: str, hosts: list[str | None]
) -> None:
    html = comment_html(typed)

    assert [beside for _, _, beside in shown(html)] == hosts
    assert "</bdi><a" not in html


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        pytest.param(f"[a]({GOOD})[b]({OTHER})", "a (good.example) b (other.example)", id="links"),
        pytest.param(f"[a]({GOOD})**b**", "a (good.example) b", id="a word"),
        pytest.param(f"[a]({GOOD}), b", "a (good.example), b", id="a comma"),
        pytest.param(f"([a]({GOOD})).", "(a (good.example)).", id="a bracket and a full stop"),
        pytest.param(f"*[a]({GOOD})* b", "a (good.example) b", id="a blank that is there"),
    ],
)
def test_host_beside_a_link_stands_apart_from_what_follows(written: str, reads: str) -> None:
    assert seen(comment_html(written)) == reads


@pytest.mark.parametrize(
    ("written", "hosts"),
    [
        pytest.param(f"[a]({GOOD})[b]({OTHER})", BESIDE_EACH, id="link behind link"),
        pytest.param(f"*[a]({GOOD})*[b]({OTHER})", BESIDE_EACH, id="link behind emphasis"),
        pytest.param(f"{GOOD}<{OTHER}>", BESIDE_EACH, id="behind a URL as it is"),
        pytest.param(f"<{GOOD}>.other.example", ["good.example"], id="more of a host"),
        pytest.param(f"[a]({GOOD}) [b]({OTHER})", [None, None], id="a blank"),
        pytest.param(f"[report]({GOOD})s, [a]({GOOD})/[b]({OTHER})", [None] * 3, id="words"),
    ],
)
def test_links_of_an_article_are_told_apart(written: str, hosts: list[str | None]) -> None:
    assert [beside for _, _, beside in shown(article_html(written))] == hosts
