"""What the filter sees in how a text is made: where links lead, which kinds of words follow."""

import pytest

from ethreader.learning.features import look_at


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        pytest.param("See http://a.example/b", {"link", "link elsewhere"}, id="a link"),
        pytest.param("See cheap-bags dot com", {"link", "link front"}, id="a dot that is spelt"),
        pytest.param("See cheap-bags. com", {"link", "link front"}, id="a blank in it"),
        pytest.param(r"See bit.ly\1gK", {"link", "link short"}, id="a slash that leans back"),
        pytest.param("See adf.ly /KlD3Y", {"link", "link short"}, id="a blank before its path"),
        pytest.param("See t.me/cheap", {"link", "link social"}, id="an ending that is a word"),
        pytest.param("See http://a.example/?ref=5", {"link paid", "link query"}, id="who is paid"),
        pytest.param("https://www.youtube.com/watch?v=1", {"link video", "bare"}, id="a video"),
        pytest.param("www.amazon.de/x www.b.example", {"links", "link shop"}, id="two links"),
        pytest.param(
            "Check out my new channel",
            {"begins call", "call > mine", "mine > own"},
            id="kinds that follow each other",
        ),
        pytest.param(
            "ПОГЛЕДАЈТЕ мој нови канал", {"begins call", "call > mine"}, id="in another language"
        ),
    ],
)
def test_signs_are_seen(text: str, signs: set[str]) -> None:
    assert signs - set(look_at(text).shape) == set()


@pytest.mark.parametrize(
    "text",
    [
        "I waited for years.Me too",
        "Do not be afraid.be strong",
        "We met at 10.30, on 5.4.2022",
        "He told us. Come back, they said",
        "That is my video, not his",
    ],
)
def test_no_link_is_seen_where_there_is_none(text: str) -> None:
    assert [sign for sign in look_at(text).shape if sign.startswith("link")] == []
